package dev.slipway.workflows.run;

import io.temporal.common.SearchAttributeKey;

/** The search attributes of every workflow; the worker registers them before it polls. Never a secret in one. */
public final class SearchAttributes {
    public static final SearchAttributeKey<String> POD = SearchAttributeKey.forKeyword("SlipwayPod");
    public static final SearchAttributeKey<String> MODEL = SearchAttributeKey.forKeyword("SlipwayModel");
    public static final SearchAttributeKey<String> DEPLOYMENT = SearchAttributeKey.forKeyword("SlipwayDeployment");
    public static final SearchAttributeKey<String> KIND = SearchAttributeKey.forKeyword("SlipwayKind");

    private SearchAttributes() {}
}
