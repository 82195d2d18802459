package dev.slipway.api.run;

import dev.slipway.config.settings.Settings;
import dev.slipway.store.run.RunRow;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Pages of the Temporal Web UI. */
record TemporalLinks(Settings.Temporal temporal) {
    /** The page of a run's workflow; null when no Web UI is configured. */
    @Nullable
    String of(RunRow row) {
        if (temporal.uiUrl().isEmpty()) {
            return null;
        }
        String workflow = temporal.uiUrl() + "/namespaces/" + encoded(temporal.namespace()) + "/workflows/"
                + encoded(row.workflowId());
        return row.temporalRunId().isEmpty() ? workflow : workflow + "/" + encoded(row.temporalRunId()) + "/history";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
