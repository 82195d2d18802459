package dev.slipway.workflows.deployment;

/** What can be refused of a specification without looking at any pod: before it is stored, since it may hold a secret. */
public final class SpecRules {
    private SpecRules() {}

    /**
     * Lets a specification pass that can be planned at all.
     *
     * @throws PlanRefused when it cannot: the failure's sentence says what to do
     */
    public static void check(ServerSpec spec) throws PlanRefused {
        Wishes.of(spec);
    }
}
