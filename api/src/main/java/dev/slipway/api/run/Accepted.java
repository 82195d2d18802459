package dev.slipway.api.run;

import dev.slipway.client.run.Run;
import dev.slipway.store.run.RunRow;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import jakarta.inject.Singleton;

/** The answer to a request for a long operation: 202, the run, and where it is. */
@Singleton
public final class Accepted {
    private final RunViews views;

    Accepted(RunViews views) {
        this.views = views;
    }

    public HttpResponse<Run> of(RunRow row) {
        return HttpResponse.<Run>accepted()
                .header(HttpHeaders.LOCATION, "/api/v1/runs/" + row.id())
                .body(views.whole(row));
    }
}
