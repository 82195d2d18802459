package dev.slipway.workflows.run;

/** Workflow ids are business ids, so that a second request finds the first. */
public final class WorkflowIds {
    private WorkflowIds() {}

    public static String setUp(String pod) {
        return "setup/" + pod;
    }

    public static String download(String pod, String repository) {
        return "download/" + pod + "/" + repository;
    }

    public static String deployment(String name) {
        return "deployment/" + name;
    }

    public static String startServer(String name, int instance) {
        return "deployment/" + name + "/start/" + instance;
    }

    public static String stopServer(String name, int instance, String runId) {
        return "deployment/" + name + "/stop/" + instance + "/" + runId;
    }
}
