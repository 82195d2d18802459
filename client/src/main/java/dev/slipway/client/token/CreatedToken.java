package dev.slipway.client.token;

/**
 * A token that was just made: the only time that its text is told.
 *
 * @param id its id
 * @param name its name
 * @param role its role
 * @param token the bearer token
 */
public record CreatedToken(String id, String name, String role, String token) {
    @Override
    public String toString() {
        return "CreatedToken[" + name + "]";
    }
}
