package dev.slipway.workflows.run;

/** Workflow ids are business ids, so that a second request finds the first. */
public final class WorkflowIds {
    private WorkflowIds() {}

    public static String setUp(String pod) {
        return "setup/" + pod;
    }

    public static String inspect(String pod) {
        return "inspect/" + pod;
    }

    /** Each asks for itself: {@code request} is any unique text. */
    public static String planSetUp(String pod, String request) {
        return "plan-setup/" + pod + "/" + request;
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
