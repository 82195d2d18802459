package dev.slipway.workflows.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.job.JobSpec;
import dev.slipway.workflows.run.RunProgress;
import dev.slipway.workflows.run.RunStatus;
import dev.slipway.workflows.run.Step;
import dev.slipway.workflows.run.StepState;
import dev.slipway.workflows.testing.Exhaustive;
import dev.slipway.workflows.testing.FakeJobs;
import io.temporal.client.WorkflowStub;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetUpPodWorkflowTest {
    private static final String[] ALL = SetUpPlan.NAMES.toArray(new String[0]);

    private final SetUpWorld world = new SetUpWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @TestFactory
    Stream<DynamicTest> whatever_goes_wrong_nothing_stays_behind() throws TimeoutException {
        return Exhaustive.of(SetUpWorld::new, Set.of(SetUpSteps.PLAN));
    }

    @Test
    void a_bare_pod_is_made_ready() {
        WorkflowStub run = world.begin();

        assertThat(run.getResult(SetUpResult.class)).isEqualTo(new SetUpResult("run-1", true, "release", "0.32.0", 8));

        assertThat(world.jobs().executed()).extracting(JobSpec::step).containsExactly(ALL);
        assertThat(world.status()).isEqualTo("READY /models");
        RunProgress progress = run.query("progress", RunProgress.class);
        assertThat(progress.status()).isEqualTo(RunStatus.DONE);
        assertThat(progress.steps()).extracting(Step::state).containsOnly(StepState.DONE);
        assertThat(progress.steps().get(1).detail())
                .isEqualTo("Ubuntu 22.04.4 LTS, 8 × NVIDIA H100 80GB HBM3, driver 570.172.08, CUDA 12.8");
    }

    @Test
    void a_ready_pod_is_looked_at_once_and_not_changed() {
        world.already(ALL);

        assertThat(world.begin().getResult(SetUpResult.class).changed()).isFalse();

        assertThat(world.jobs().executed()).isEmpty();
        assertThat(world.calls()).containsExactly("begin", "facts", "record");
        assertThat(world.journal().lines()).contains("runtime SKIPPED");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "system-packages | 100 | E: Unable to locate package g++                       | SYSTEM_PACKAGES_FAILED",
                "system-packages | 1   | sudo: a password is required                          | NEEDS_ROOT",
                "cuda-toolkit    | 1   | there is no CUDA toolkit 9                            | CUDA_TOOLKIT_FAILED",
                "storage         | 10  | slipway: the mount command ended with exit code 32    | MOUNT_FAILED",
                "storage         | 11  | slipway: the folder /models cannot be made or written | MODELS_PATH_UNUSABLE",
                "uv              | 20  | slipway: no uv by way of installer                    | UV_UNAVAILABLE",
                "uv              | 21  | error: No download found for request: cpython-3.12    | PYTHON_UNAVAILABLE",
                "runtime         | 1   | x No solution found when resolving dependencies:      | RUNTIME_UNRESOLVABLE",
                "runtime         | 1   | error: No space left on device (os error 28)          | DISK_FULL",
                "runtime         | 2   | error: Failed to fetch: `https://mirror/simple/vllm/` | INDEX_UNREACHABLE",
                "runtime         | 2   | error: No interpreter found for Python 3.12           | PYTHON_UNAVAILABLE",
                "runtime         | 30  | slipway: these processes run from /x                  | RUNTIME_IN_USE",
                "runtime         | 1   | something else                                        | RUNTIME_INSTALL_FAILED",
            })
    void a_step_that_fails_is_told_with_its_code_and_the_pod_is_kept(
            String step, int exitCode, String said, FailureCode code) {
        world.jobs().next(step, FakeJobs.exited(exitCode, "some log\n" + said + "\nhint: more"));

        assertFails(code);

        assertThat(world.status()).startsWith("FAILED The step " + step + " failed: ");
        assertThat(world.leftBehind()).isEmpty();
    }

    @Test
    void a_lost_job_is_run_again_under_the_next_ordinal() {
        world.jobs().next(SetUpPlan.RUNTIME, FakeJobs.LOST, FakeJobs.LOST);

        world.begin().getResult(SetUpResult.class);

        assertThat(world.jobs().executed())
                .filteredOn(job -> job.step().equals(SetUpPlan.RUNTIME))
                .extracting(JobSpec::ordinal)
                .containsExactly(1, 2, 3);
    }

    @Test
    void a_step_that_is_late_is_told_by_its_name() {
        world.jobs().next(SetUpPlan.RUNTIME, FakeJobs.LATE);

        assertFails(FailureCode.STEP_DEADLINE);
        assertThat(world.status()).contains("runtime").contains("90 minutes");
    }

    @Test
    void a_runtime_that_does_not_import_is_removed_again() {
        var broken = Samples.check("release", 1, 0, List.of("Traceback", "ImportError: libcudart.so.12"), List.of());
        world.but(now -> now.runtime() == null ? now : now.runtime(broken));

        assertFails(FailureCode.RUNTIME_IMPORT_FAILED);

        assertThat(world.status()).contains("ImportError: libcudart.so.12");
        assertThat(world.done()).doesNotContain(SetUpPlan.RUNTIME);
    }

    @Test
    void a_runtime_that_sees_other_gpus_than_the_driver_is_refused() {
        world.but(now -> now.runtime() == null ? now : now.runtime("release", 7));

        assertFails(FailureCode.GPU_COUNT_MISMATCH);
        assertThat(world.status()).contains("7").contains("8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cpu", ""})
    void a_runtime_for_gpus_that_would_not_run_on_them_is_refused(String platform) {
        world.but(now -> now.runtime() == null ? now : now.runtime(Samples.onPlatform(platform, now.runtime())));

        assertFails(FailureCode.GPU_COUNT_MISMATCH);
        assertThat(world.status()).contains("sees no GPU").contains("nvidia-smi shows 8");
    }

    @Test
    void a_runtime_that_was_not_known_to_need_gpus_is_compared_all_the_same_where_it_runs_on_them() {
        var wanted = RuntimeSpec.of("0.32.0", "none");
        PodFacts facts = Samples.bare()
                .gpus(8, "NVIDIA H100", "9.0", "570.1", "12.8")
                .runtime(wanted.name(), 7)
                .facts();

        assertThat(wanted.gpu()).isFalse();
        assertThatThrownBy(() -> RuntimeVerdict.of(wanted, facts))
                .hasMessageContaining("sees 7 GPUs, and nvidia-smi 8");
    }

    @Test
    void a_runtime_for_a_newer_cuda_than_the_driver_knows_is_refused() {
        world.already(ALL).but(now -> now.gpus(8, "GPU", "9.0", "470.1", "11.4"));

        assertFails(FailureCode.DRIVER_TOO_OLD);
    }

    @Test
    void a_broken_runtime_that_a_deployment_uses_is_not_touched() {
        world.withBrokenRuntimeInUse();

        assertFails(FailureCode.RUNTIME_IN_USE);

        assertThat(world.status()).contains("chat, search");
        assertThat(world.jobs().executed()).isEmpty();
    }

    @Test
    void a_request_that_names_nothing_fails_before_the_pod_is_asked() {
        WorkflowStub run = world.begin(new SetUpRequest("run-1", "a", "no such", "auto", "auto"));

        assertFails(run, FailureCode.INVALID_REQUEST);
        assertThat(world.calls()).isEmpty();
    }

    private void assertFails(FailureCode code) {
        assertFails(world.begin(), code);
    }

    private static void assertFails(WorkflowStub run, FailureCode code) {
        assertThatThrownBy(() -> run.getResult(SetUpResult.class))
                .satisfies(thrown -> assertThat(Failures.read(thrown).code()).isEqualTo(code));
    }
}
