package dev.slipway.client;

import static dev.slipway.client.PathText.segment;

import dev.slipway.client.model.Model;
import dev.slipway.client.model.ModelReference;
import dev.slipway.client.model.RemoveModel;
import dev.slipway.client.run.Run;
import java.util.List;

/** Models on pods. */
public final class ModelsClient {
    private final Transport transport;

    ModelsClient(Transport transport) {
        this.transport = transport;
    }

    public List<Model> list(String pod) {
        return transport.list(path(pod) + "/models", Model.class);
    }

    /** Downloads and verifies a model. */
    public Run pull(String pod, ModelReference model) {
        return transport.send("POST", path(pod) + "/pull", model, Run.class);
    }

    /** Checks every file of a cached model against the Hub's sizes and hashes, and fetches wrong ones again. */
    public Run verify(String pod, ModelReference model) {
        return transport.send("POST", path(pod) + "/models/verify", model, Run.class);
    }

    /** Removes a cached model, at one revision or at all, from the pod. */
    public Run remove(String pod, RemoveModel model) {
        return transport.send("DELETE", path(pod) + "/models", model, Run.class);
    }

    private static String path(String pod) {
        return SlipwayClient.BASE + "/pods/" + segment(pod);
    }
}
