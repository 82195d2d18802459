package dev.slipway.client;

import static dev.slipway.client.PathText.segment;

import dev.slipway.client.deployment.Deployment;
import dev.slipway.client.deployment.DeploymentPlan;
import dev.slipway.client.deployment.StartDeployment;
import dev.slipway.client.run.Run;
import java.io.InputStream;
import java.util.List;

/** Deployments. */
public final class DeploymentsClient {
    private static final String DEPLOYMENTS = SlipwayClient.BASE + "/deployments";

    private final Transport transport;

    DeploymentsClient(Transport transport) {
        this.transport = transport;
    }

    /**
     * Deployments by name.
     *
     * @param check compare each with its pod now, which takes a connection to it
     * @param showKeys tell their API keys
     */
    public List<Deployment> list(boolean check, boolean showKeys) {
        return transport.list(DEPLOYMENTS + "?check=" + check + "&showKeys=" + showKeys, Deployment.class);
    }

    public Deployment get(String name, boolean check, boolean showKeys) {
        return transport.get(path(name) + "?check=" + check + "&showKeys=" + showKeys, Deployment.class);
    }

    /** The same request again answers the same run; another one under this name is refused while it runs. */
    public Run start(StartDeployment request) {
        return transport.send("POST", DEPLOYMENTS, request, Run.class);
    }

    /** How the request would be carried out; changes nothing. */
    public DeploymentPlan plan(StartDeployment request) {
        return transport.send("POST", DEPLOYMENTS + "?dryRun=true", request, DeploymentPlan.class);
    }

    /**
     * Stops a deployment. Stopping what does not run succeeds.
     *
     * @param drainSeconds how long requests in flight may take to finish
     */
    public Run stop(String name, int drainSeconds) {
        return transport.send("DELETE", path(name) + "?drain=" + drainSeconds, null, Run.class);
    }

    public Run restart(String name, int drainSeconds) {
        return transport.send("POST", path(name) + "/restart?drain=" + drainSeconds, null, Run.class);
    }

    /**
     * The server's log, read from the pod, as text.
     *
     * @param follow go on as it grows, until the server ends or the stream is closed
     * @param tailBytes begin at most so many bytes before its end; 0: from its beginning
     */
    public InputStream logs(String name, boolean follow, long tailBytes) {
        return transport.stream(path(name) + "/logs?follow=" + follow + "&tail=" + tailBytes);
    }

    private static String path(String name) {
        return DEPLOYMENTS + "/" + segment(name);
    }
}
