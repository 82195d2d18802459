"""Commands of the client."""
