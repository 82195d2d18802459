package dev.slipway.api.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.api.testing.TestApi;
import dev.slipway.api.testing.TestTemporal;
import dev.slipway.client.JsonCodec;
import dev.slipway.client.Problem;
import dev.slipway.store.deployment.DeploymentRepository;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.PodRow;
import dev.slipway.store.run.RunRepository;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.pod.PodStatus;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the API refuses by itself: each with its status, its code and one sentence, and with nothing changed. There is no
 * Temporal server: none of these gets so far.
 */
class BadInputTest {
    private static final String PODS = "/api/v1/pods";
    private static final String DEPLOYMENTS = "/api/v1/deployments";
    private static final String RUNS = "/api/v1/runs";

    private static TestTemporal temporal;
    private static TestApi api;

    @BeforeAll
    static void start() {
        temporal = TestTemporal.absent();
        api = TestApi.start(temporal);
        savePod("ready", PodStatus.READY);
        savePod("new", PodStatus.NEW);
    }

    @AfterAll
    static void stop() {
        api.close();
        temporal.close();
    }

    /** A request, and what must be answered. */
    private record Case(String method, String path, String body, FailureCode code, String sentence) {
        @Override
        public String toString() {
            return method + " " + path + " " + body;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"unreadable", "unknown", "repositories", "names", "starts", "setUps", "booleans", "others"})
    void isAnsweredInOneSentence(Case wrong) {
        String before = stored();

        var response = api.send(wrong.method(), wrong.path(), wrong.body());

        assertThat(response.statusCode())
                .as(response.body())
                .isEqualTo(wrong.code().httpStatus());
        assertThat(response.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
        Problem problem = JsonCodec.read(response.body(), Problem.class);
        assertThat(problem.code()).isEqualTo(wrong.code().name());
        assertThat(problem.remedy()).isEqualTo(wrong.code().remedy());
        assertThat(problem.detail())
                .contains(wrong.sentence())
                .endsWith(".")
                .doesNotContain("\n", "Exception", "dev.slipway", "java.", "io.micronaut", "jackson", "\tat ");
        assertThat(stored()).isEqualTo(before);
    }

    static Stream<Case> unreadable() {
        return Stream.of(
                invalid("POST", PODS, "{\"name\": ", "The body is not JSON"),
                invalid("POST", PODS, "name=gpu-1", "The body is not JSON"),
                invalid("POST", PODS, "[]", ""),
                invalid("POST", PODS, "null", "The request needs a body of JSON."),
                invalid("POST", DEPLOYMENTS, "", "The request needs a body of JSON."),
                invalid(
                        "POST",
                        DEPLOYMENTS,
                        "{\"nmae\": \"chat\"}",
                        "There is no field \"nmae\"; there are: arguments,"),
                invalid("POST", PODS + "/ready/pull", "{\"repo\": \"a/b\", \"force\": true}", "no field \"force\""),
                invalid("POST", PODS + "/ready/setup", "{\"python\": \"3.12\"}", "no field \"python\""),
                invalid("POST", PODS + "/ready/setup", "{\"runtime\": ", "The body is not JSON"),
                invalid(
                        "POST",
                        DEPLOYMENTS,
                        "{\"port\": \"many\"}",
                        "The field \"port\" has a value of the wrong type"),
                invalid("POST", DEPLOYMENTS, "{\"port\": 99999999999}", "\"port\""),
                invalid("POST", DEPLOYMENTS, "{\"arguments\": [null]}", ""),
                invalid("POST", DEPLOYMENTS, "{\"environment\": {\"A\": null}}", ""));
    }

    static Stream<Case> unknown() {
        return Stream.of(
                new Case("GET", "/api/v1/pod", "", FailureCode.NOT_FOUND, "There is nothing at GET /api/v1/pod."),
                unknownPod("GET", "", ""),
                unknownPod("DELETE", "", ""),
                unknownPod("PATCH", "", "{\"mount\": \"\"}"),
                unknownPod("POST", "/setup", "{}"),
                unknownPod("POST", "/setup?dryRun=true", "{}"),
                unknownPod("POST", "/inspect", ""),
                unknownPod("GET", "/gpus", ""),
                unknownPod("GET", "/models", ""),
                unknownPod("POST", "/pull", "{\"repo\": \"a/b\"}"),
                unknownPod("POST", "/models/verify", "{\"repo\": \"a/b\"}"),
                unknownPod("DELETE", "/models", "{\"repo\": \"a/b\"}"),
                unknownPod("POST", "/exec", "{\"command\": \"true\"}"),
                unknownPod("POST", "/trust", ""),
                new Case(
                        "POST",
                        DEPLOYMENTS,
                        "{\"name\": \"chat\", \"pod\": \"nope\", \"model\": \"a/b\"}",
                        FailureCode.POD_NOT_FOUND,
                        "There is no pod named nope."),
                unknownDeployment("GET", ""),
                unknownDeployment("DELETE", ""),
                unknownDeployment("POST", "/restart"),
                unknownDeployment("GET", "/logs"),
                unknownRun("GET", ""),
                unknownRun("GET", "/events"),
                unknownRun("POST", "/cancel"),
                new Case(
                        "DELETE",
                        PODS + "/ready/models",
                        "{\"repo\": \"org/none\"}",
                        FailureCode.MODEL_NOT_FOUND,
                        "There is no org/none on ready."));
    }

    static Stream<Case> repositories() {
        return Stream.of("", "model", "a/b/c", "a/", "/b", "../b", "a/..", "-a/b", "a/b;id", "a/$(id)", "a b/c", "ä/b")
                .flatMap(name -> Stream.of(
                        repository("POST", PODS + "/ready/pull", "{\"repo\": \"%s\"}", name),
                        repository("POST", PODS + "/ready/models/verify", "{\"repo\": \"%s\"}", name),
                        repository("DELETE", PODS + "/ready/models", "{\"repo\": \"%s\"}", name),
                        repository(
                                "POST",
                                DEPLOYMENTS,
                                "{\"name\": \"chat\", \"pod\": \"ready\", \"model\": \"%s\"}",
                                name)));
    }

    static Stream<Case> names() {
        Stream<String> names =
                Stream.of("UPPER", "a b", "-a", "a-", "a;b", "$(id)", "a/b", "a'b", "`id`", "a|b", "x".repeat(64));
        return names.flatMap(name -> Stream.of(
                invalid("POST", PODS, pod(name), "The name must be 1 to 63 characters of a-z, 0-9 and -"),
                invalid(
                        "POST",
                        DEPLOYMENTS,
                        "{\"name\": \"" + name + "\", \"pod\": \"ready\", \"model\": \"a/b\"}",
                        "The name must be")));
    }

    static Stream<Case> starts() {
        return Stream.of(
                start("\"port\": 80", "The port must be a number from 1024 to 65535"),
                start("\"port\": 65536", "The port must be a number from 1024 to 65535"),
                start("\"port\": -1", "The port must be"),
                start("\"memoryPercent\": 96", "The memoryPercent must be a number from 0 to 95"),
                start("\"memoryPercent\": 1.5", "The field \"memoryPercent\" has a value of the wrong type"),
                start("\"contextTokens\": -1", "The contextTokens must be"),
                start("\"gpus\": 65", "The gpus must be"),
                start("\"dtype\": \"int4\"", "The dtype must be one of auto, float16, bfloat16, float32"),
                start("\"revision\": \"$(id)\"", "is not a branch, tag or commit"),
                start("\"revision\": \"-f\"", "is not a branch, tag or commit"),
                start("\"runtime\": \"a;b\"", "cannot be the runtime"),
                start("\"environment\": {\"A B\": \"1\"}", "\"A B\" cannot be the name of a variable"),
                start("\"environment\": {\"SLIPWAY_JOB\": \"1\"}", "The variable SLIPWAY_JOB is set by Slipway itself"),
                start("\"environment\": {\"SPT_NOENV\": \"1\"}", "The variable SPT_NOENV is set by Slipway itself"),
                start("\"arguments\": [\"a\\u0000b\"]", "no zero byte"),
                start("\"arguments\": " + texts("a".repeat(8000), "b".repeat(8000)), "at most 12288 bytes of JSON"),
                start("\"arguments\": " + texts("\\u0001".repeat(3000)), "at most 12288 bytes of JSON"),
                start("\"environment\": {\"A\": \"" + "é".repeat(7000) + "\"}", "at most 12288 bytes of JSON"),
                start("\"readyTimeoutSeconds\": -1", "The readyTimeoutSeconds must be"),
                new Case(
                        "POST",
                        DEPLOYMENTS,
                        "{\"name\": \"chat\", \"pod\": \"new\", \"model\": \"a/b\"}",
                        FailureCode.POD_NOT_READY,
                        "new was not set up yet."));
    }

    private static String texts(String... texts) {
        return Stream.of(texts).collect(Collectors.joining("\", \"", "[\"", "\"]"));
    }

    static Stream<Case> setUps() {
        return Stream.of(
                invalid("POST", PODS + "/new/setup", "{\"runtime\": \"a;b\"}", "cannot be the runtime"),
                invalid("POST", PODS + "/new/setup", "{\"torchBackend\": \"cuda\"}", "The torchBackend must be"),
                invalid("POST", PODS + "/new/setup", "{\"cudaToolkit\": \"maybe\"}", "one of auto, never, always"),
                new Case(
                        "POST",
                        PODS + "/new/pull",
                        "{\"repo\": \"a/b\"}",
                        FailureCode.POD_NOT_READY,
                        "new was not set up yet."));
    }

    /** What is neither is not taken for no: a dry run that was misspelt must not be carried out. */
    static Stream<Case> booleans() {
        String start = "{\"name\": \"chat\", \"pod\": \"ready\", \"model\": \"a/b\"}";
        return Stream.of("1", "yes", "maybe", "", "%20true")
                .flatMap(text -> Stream.of(
                        notBoolean("POST", DEPLOYMENTS + "?dryRun=" + text, start, "dryRun"),
                        notBoolean("POST", PODS + "/ready/setup?dryRun=" + text, "{}", "dryRun"),
                        notBoolean("GET", DEPLOYMENTS + "?check=" + text, "", "check"),
                        notBoolean("GET", DEPLOYMENTS + "?showKeys=" + text, "", "showKeys"),
                        notBoolean("GET", DEPLOYMENTS + "/nope/logs?follow=" + text, "", "follow"),
                        notBoolean("DELETE", PODS + "/ready?force=" + text, "", "force")));
    }

    private static Case notBoolean(String method, String path, String body, String name) {
        return invalid(method, path, body, "The value of \"" + name + "\" must be true or false.");
    }

    static Stream<Case> others() {
        return Stream.of(
                new Case("POST", PODS, pod("ready"), FailureCode.POD_EXISTS, "There is a pod named ready already."),
                invalid("POST", PODS, "{\"name\": \"gpu-2\", \"target\": \"root@host\"}", "\"access\" is missing"),
                invalid("POST", PODS + "/ready/exec", "{}", "\"command\" is missing"),
                invalid(
                        "POST",
                        PODS + "/ready/exec",
                        "{\"command\": \"a\", \"timeoutSeconds\": 9999}",
                        "from 1 to 600"),
                invalid("DELETE", DEPLOYMENTS + "/nope?drain=many", "", "The value of \"drain\" is of the wrong type."),
                invalid(
                        "PATCH",
                        PODS + "/ready",
                        "{\"environment\": {\"SLIPWAY_RUNNER\": \"1\"}}",
                        "The variable SLIPWAY_RUNNER is set by Slipway itself"),
                invalid(
                        "PATCH",
                        PODS + "/ready",
                        "{\"secretEnvironment\": {\"SLIPWAY_DEPLOYMENT\": \"1\"}}",
                        "The variable SLIPWAY_DEPLOYMENT is set by Slipway itself"),
                invalid("PATCH", PODS + "/ready", "{\"target\": \"root@other\"}", "send both, or none"),
                invalid("POST", PODS + "/ready/trust", "{\"hostKeys\": [\"junk\"]}", "Each of the hostKeys must be"),
                invalid(
                        "POST",
                        PODS,
                        pod("gpu-2").replace("\"key\":", "\"hostKeys\": [\"junk\"], \"key\":"),
                        "hostKeys"),
                invalid("PATCH", PODS + "/ready", "{\"modelsPath\": \"relative\"}", "must be absolute"),
                invalid("POST", "/api/v1/tokens", "{\"name\": \"a\", \"role\": \"king\"}", "viewer, operator"));
    }

    private static Case invalid(String method, String path, String body, String sentence) {
        return new Case(method, path, body, FailureCode.INVALID_REQUEST, sentence);
    }

    private static Case unknownPod(String method, String path, String body) {
        return new Case(method, PODS + "/nope" + path, body, FailureCode.POD_NOT_FOUND, "There is no pod named nope.");
    }

    private static Case unknownDeployment(String method, String path) {
        return new Case(
                method,
                DEPLOYMENTS + "/nope" + path,
                "",
                FailureCode.DEPLOYMENT_NOT_FOUND,
                "There is no deployment named nope.");
    }

    private static Case unknownRun(String method, String path) {
        return new Case(method, RUNS + "/nope" + path, "", FailureCode.RUN_NOT_FOUND, "There is no run nope.");
    }

    private static Case repository(String method, String path, String form, String name) {
        return new Case(
                method,
                path,
                form.formatted(name),
                FailureCode.REPOSITORY_INVALID,
                "\"" + name + "\" is not a repository of the Hub.");
    }

    private static Case start(String field, String sentence) {
        String body = "{\"name\": \"chat\", \"pod\": \"ready\", \"model\": \"a/b\", " + field + "}";
        return invalid("POST", DEPLOYMENTS, body, sentence);
    }

    private static String pod(String name) {
        return "{\"name\": \"" + name + "\", \"target\": \"root@127.0.0.1:1\", \"access\": {\"user\": \"root\","
                + " \"host\": \"127.0.0.1\", \"port\": 1, \"key\": {\"privateKey\": \"x\"}}}";
    }

    private static void savePod(String name, PodStatus status) {
        byte[] sealed = {0};
        api.bean(PodRepository.class)
                .save(new PodRow(
                        name,
                        "root@host",
                        sealed,
                        "",
                        "shell",
                        "~/.slipway",
                        "",
                        "",
                        "{}",
                        null,
                        false,
                        name,
                        "",
                        status,
                        "",
                        "{}",
                        0,
                        1,
                        1));
    }

    /** Everything that a request could have changed. */
    private static String stored() {
        return api.bean(PodRepository.class).findAllOrderByName()
                + " " + api.bean(DeploymentRepository.class).count()
                + " " + api.bean(RunRepository.class).count();
    }
}
