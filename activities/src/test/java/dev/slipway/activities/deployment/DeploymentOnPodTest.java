package dev.slipway.activities.deployment;

import static dev.slipway.activities.deployment.ServerBed.POD;
import static dev.slipway.activities.deployment.ServerBed.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.slipway.store.deployment.DeploymentRow;
import dev.slipway.store.deployment.GpuLeaseRepository;
import dev.slipway.store.deployment.InstanceKey;
import dev.slipway.store.deployment.InstanceRepository;
import dev.slipway.store.deployment.InstanceRow;
import dev.slipway.store.json.Json;
import dev.slipway.store.run.RunRow;
import dev.slipway.testpods.simulated.PodFaults;
import dev.slipway.workflows.deployment.DeploymentStatus;
import dev.slipway.workflows.deployment.ServerPlan;
import dev.slipway.workflows.deployment.ServerSpec;
import dev.slipway.workflows.run.RunStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Deployments through their real workflows and activities, on a pod with faults. */
@Timeout(120)
class DeploymentOnPodTest {
    private static final String RERANKER = "Qwen/Qwen3-Reranker-0.6B";
    /** No machine has a process of this number. */
    private static final long NOBODY = 1L << 23;

    private static ServerBed bed;

    @BeforeAll
    static void open() {
        bed = new ServerBed();
    }

    @AfterAll
    static void close() {
        bed.close();
    }

    /** Whatever a test did, its own stop or undo must have left nothing. */
    @AfterEach
    void nothingStays() {
        bed.pod.faults(PodFaults.none());
        bed.pod.link().accept();
        List<String> servers = bed.servers();
        long leases = bed.leases();
        bed.clear();
        assertThat(servers).isEmpty();
        assertThat(leases).isZero();
    }

    @Test
    void a_start_makes_a_server_ready_and_a_stop_leaves_nothing() {
        RunRow start = started(spec("chat", "--enforce-eager"));

        assertThat(bed.deployment("chat").status()).isEqualTo(DeploymentStatus.READY);
        InstanceRow instance = bed.bean(InstanceRepository.class)
                .findById(new InstanceKey("chat", bed.deployment("chat").instance()))
                .orElseThrow();
        assertThat(instance.status()).isEqualTo(DeploymentStatus.READY);
        assertThat(instance.readyAt()).isPositive();
        assertThat(bed.log(start.id())).contains("non-default args");
        assertThat(bed.servers()).singleElement().asString().contains("--port " + instance.port(), "--enforce-eager");

        assertThat(bed.stop("chat", 0).status()).isEqualTo(RunStatus.DONE);
        assertThat(bed.deployment("chat").status()).isEqualTo(DeploymentStatus.STOPPED);
    }

    @Test
    void a_stop_removes_what_is_left_of_jobs_that_ended_long_ago() {
        started(spec("tidy"));
        bed.run("cd ~/.slipway/*/jobs && mkdir old.step.1 && cd old.step.1 && echo '1 1 boot' >owner && echo 0 >exit"
                + " && touch -d 2020-01-01 exit");

        bed.stop("tidy", 0);

        assertThat(bed.run("ls ~/.slipway/*/jobs")).contains(".serve.").doesNotContain("old.step.1");
    }

    @Test
    void the_server_has_its_key_in_its_environment_only_and_the_store_has_it_sealed() {
        started(spec("secretive"));
        DeploymentRow row = bed.deployment("secretive");
        String key = bed.bean(ApiKeys.class).of("secretive");

        assertThat(key).startsWith("sk-").hasSizeGreaterThan(40);
        assertThat(new String(row.apiKeySealed(), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain(key);
        assertThat(bed.servers().toString()).doesNotContain(key);
        assertThat(bed.run("grep -ls 'VLLM_API_KEY=" + key + "' /proc/[0-9]*/environ | wc -l"))
                .isNotEqualTo("0");
        bed.stop("secretive", 0);
    }

    @Test
    void deployments_take_turns_on_equally_loaded_gpus() {
        started(spec("first"));
        List<String> first = plan("first").gpuUuids();
        bed.stop("first", 0);

        started(spec("second"));

        assertThat(first).hasSize(1).doesNotContainAnyElementsOf(plan("second").gpuUuids());
        bed.stop("second", 0);
    }

    @Test
    void two_deployments_have_a_gpu_and_a_port_each_and_a_third_one_fits_nowhere() {
        started(spec("one"));
        started(spec("two"));

        ServerPlan one = plan("one");
        ServerPlan two = plan("two");
        assertThat(one.gpuUuids()).hasSize(1).doesNotContainAnyElementsOf(two.gpuUuids());
        assertThat(two.port()).isEqualTo(one.port() + 1);
        assertThat(one.environment()).containsEntry("CUDA_VISIBLE_DEVICES", gpuIndex(one));

        RunRow third = bed.start(spec("three"));
        assertThat(third.status()).isEqualTo(RunStatus.FAILED);
        assertThat(third.failureCode()).isEqualTo("NO_GPU_FITS");
        bed.stop("one", 0);
        bed.stop("two", 0);
    }

    @Test
    void an_unknown_argument_ends_in_its_own_code_and_everything_is_released() {
        RunRow start = bed.start(spec("wrong", "--no-such-option", "1"));

        assertThat(start.status()).isEqualTo(RunStatus.FAILED);
        assertThat(start.failureCode()).isEqualTo("BAD_ARGUMENT");
        assertThat(start.failureMessage()).contains("--no-such-option");
        assertThat(bed.deployment("wrong").status()).isEqualTo(DeploymentStatus.FAILED);
        assertThat(bed.deployment("wrong").reasonCode()).isEqualTo("BAD_ARGUMENT");
        assertThat(bed.log(start.id())).as("the log is kept").contains("--no-such-option");
    }

    @Test
    void a_server_of_embeddings_is_ready_when_it_embeds() {
        RunRow start = started(spec("vectors", "--runner", "pooling"));

        assertThat(bed.detail(start.id(), "ready")).contains("/v1/embeddings answered");
        bed.stop("vectors", 0);
    }

    @Test
    void a_reranker_is_ready_when_it_scores() {
        bed.addModel(RERANKER);

        RunRow start = started(ServerBed.of(RERANKER, spec("ranks")));

        assertThat(bed.detail(start.id(), "ready")).contains("/score answered");
        bed.stop("ranks", 0);
    }

    @Test
    void a_server_that_lists_another_name_is_not_ready() {
        bed.pod.faults(PodFaults.none().vllmLists("stranger"));

        RunRow start = bed.start(spec("misnamed"));

        assertThat(start.failureCode()).isEqualTo("WRONG_SERVER");
        assertThat(start.failureMessage()).contains("lists stranger, and not misnamed");
    }

    @Test
    void a_stop_is_done_and_says_who_holds_memory_that_does_not_come_back() {
        started(spec("heavy"));
        bed.pod.gpus().holdElsewhere(NOBODY, plan("heavy").gpuIndexes().getFirst(), 1024, "python3");

        RunRow stop = bed.stop("heavy", 0);

        bed.pod.gpus().releaseElsewhere(NOBODY);
        assertDone(stop);
        assertThat(bed.detail(stop.id(), "memory"))
                .startsWith("Memory is still held by processes that this pod does not show")
                .contains(plan("heavy").gpuUuids().getFirst() + ", " + NOBODY + ", 1024, python3");
    }

    @Test
    void a_healthy_server_whose_engine_is_dead_is_not_ready() {
        bed.pod.faults(PodFaults.none().vllmEngineDead());

        RunRow start = bed.start(spec("hollow"));

        assertThat(start.failureCode()).isEqualTo("INFERENCE_FAILED");
    }

    @Test
    void a_stranger_on_the_port_is_not_taken_for_the_server() {
        bed.pod.faults(PodFaults.none().vllmStarts(Duration.ofSeconds(30)));
        String run = bed.begin(spec("squatted"));
        await().atMost(Duration.ofSeconds(30)).until(() -> !bed.servers().isEmpty());

        String pid = bed.run("python3 -m http.server --bind 127.0.0.1 "
                + plan("squatted").port() + " >/dev/null 2>&1 </dev/null & echo $!");

        assertThat(bed.ended(run).failureCode()).isEqualTo("WRONG_SERVER");
        bed.run("kill " + pid);
    }

    @Test
    void a_cancelled_start_ends_a_server_that_swallows_the_first_signal() {
        bed.pod.faults(PodFaults.none().vllmIgnoresTermAtStart().vllmStarts(Duration.ofSeconds(60)));
        String run = bed.begin(spec("stubborn"));
        await().atMost(Duration.ofSeconds(30)).until(() -> !bed.servers().isEmpty());

        bed.cancel("stubborn", run);

        assertThat(bed.ended(run).status()).isEqualTo(RunStatus.CANCELLED);
        assertThat(bed.deployment("stubborn").status()).isEqualTo(DeploymentStatus.STOPPED);
    }

    @Test
    void a_connection_that_is_lost_while_waiting_is_made_anew_and_the_wait_goes_on() {
        bed.pod.faults(PodFaults.none().vllmStarts(Duration.ofSeconds(6)));
        String run = bed.begin(spec("cut"));
        await().atMost(Duration.ofSeconds(30)).until(() -> !bed.servers().isEmpty());

        bed.pod.link().drop();

        assertDone(bed.ended(run));
        assertThat(bed.servers()).hasSize(1);
        assertThat(bed.log(run).split("non-default args", -1))
                .as("each line is stored once")
                .hasSize(2);
        bed.stop("cut", 0);
    }

    @Test
    void a_server_that_is_never_ready_ends_with_its_deadline() {
        bed.pod.faults(PodFaults.none().vllmStarts(Duration.ofSeconds(60)));

        RunRow run = bed.start(ServerBed.within(8, spec("slow")));

        assertThat(run.failureCode()).isEqualTo("READY_DEADLINE");
    }

    @Test
    void a_new_instance_has_the_key_that_can_be_read() {
        started(spec("rekeyed"));
        String first = bed.bean(ApiKeys.class).of("rekeyed");
        bed.stop("rekeyed", 0);
        started(spec("rekeyed"));
        assertThat(bed.bean(ApiKeys.class).of("rekeyed")).isEqualTo(first);
        bed.stop("rekeyed", 0);

        bed.spoilKey("rekeyed");
        started(spec("rekeyed"));

        assertThat(bed.bean(ApiKeys.class).of("rekeyed")).startsWith("sk-").isNotEqualTo(first);
        bed.stop("rekeyed", 0);
    }

    @Test
    void a_stop_lets_a_request_in_flight_finish() {
        started(spec("busy"));
        bed.pod.faults(PodFaults.none().tokenTakes(Duration.ofMillis(200)));
        ask("busy");

        RunRow stop = bed.stop("busy", 30);

        assertThat(bed.detail(stop.id(), "drain")).isEqualTo("None is left");
        assertThat(bed.run("cat answer")).contains("\"finish_reason\"");
    }

    @Test
    void a_stop_waits_for_a_request_no_longer_than_it_was_told() {
        started(spec("endless"));
        bed.pod.faults(PodFaults.none().tokenTakes(Duration.ofSeconds(30)));
        ask("endless");

        RunRow stop = bed.stop("endless", 1);

        assertDone(stop);
        assertThat(bed.detail(stop.id(), "drain")).isEqualTo("1 did not finish in time");
        assertThat(bed.run("cat answer")).doesNotContain("finish_reason");
    }

    /** Asks for ten tokens, and returns when the server works on it; the answer goes to a file. */
    private static void ask(String name) {
        String server = "http://127.0.0.1:" + plan(name).port();
        bed.run("curl -sN -H 'Authorization: Bearer " + bed.bean(ApiKeys.class).of(name) + "' " + server
                + "/v1/completions -d '{\"model\":\"" + name + "\",\"prompt\":\"a b c\",\"max_tokens\":15}'"
                + " >answer 2>&1 </dev/null & echo $!");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> bed.run("curl -s " + server + "/metrics | grep num_requests_running")
                        .contains(" 1"));
    }

    private static RunRow started(ServerSpec spec) {
        RunRow run = bed.start(spec);
        assertDone(run);
        return run;
    }

    private static void assertDone(RunRow run) {
        assertThat(run.status())
                .as("%s: %s", run.failureCode(), run.failureMessage())
                .isEqualTo(RunStatus.DONE);
    }

    private static ServerPlan plan(String name) {
        DeploymentRow row = bed.deployment(name);
        return Json.read(
                bed.bean(InstanceRepository.class)
                        .findById(new InstanceKey(name, row.instance()))
                        .orElseThrow()
                        .plan(),
                ServerPlan.class);
    }

    private static String gpuIndex(ServerPlan plan) {
        assertThat(bed.bean(GpuLeaseRepository.class)
                        .findByIdGpuUuid(plan.gpuUuids().getFirst()))
                .singleElement()
                .satisfies(lease -> assertThat(lease.id().deployment()).isEqualTo("one"));
        assertThat(bed.deployment("one").pod()).isEqualTo(POD);
        return String.valueOf(plan.gpuIndexes().getFirst());
    }
}
