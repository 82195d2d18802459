package dev.slipway.workflows.deployment;

import static dev.slipway.workflows.deployment.PlanSamples.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.workflows.deployment.PlanInputs.GpuLoad;
import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.pod.Gpu;
import dev.slipway.workflows.pod.SecretNames;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ServerPlannerTest {
    private final ServerPlanner planner = new ServerPlanner(catalogue());

    @Test
    void theCataloguesEntryForThisTypeIsTaken() throws PlanRefused {
        ServerPlan plan = planner.plan(spec("org/chat"), pod(h100(1)));

        assertThat(plan.source()).isEqualTo("catalogue: org/chat on 1 × H100/H200");
        assertThat(plan.command())
                .containsExactly(
                        "/root/.slipway/runtimes/release/bin/vllm",
                        "serve",
                        "org/chat",
                        "--revision",
                        "main",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "8001",
                        "--served-model-name",
                        "web",
                        "org/chat",
                        "--gpu-memory-utilization",
                        "0.90",
                        "--tool-call-parser",
                        "hermes");
        assertThat(plan.servedNames()).containsExactly("web", "org/chat");
        assertThat(plan.environment())
                .containsEntry("CUDA_VISIBLE_DEVICES", "0")
                .containsEntry("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
        assertThat(plan.notes()).containsExactly("About 60 GB of weights.");
    }

    @Test
    void argumentsOfAnotherTypeAreNeverTakenAndThePlanSaysSo() throws PlanRefused {
        ServerPlan plan = planner.plan(spec("org/chat"), pod(gpus(1, "NVIDIA GH200 480GB", 97_871)));

        assertThat(plan.source()).isEqualTo("computed");
        assertThat(plan.command())
                .contains("--tool-call-parser")
                .doesNotContain("--h100-only", "--b200-only", "--tensor-parallel-size");
        assertThat(plan.environment()).doesNotContainKey("ONLY_B200");
        assertThat(plan.notes())
                .contains("The catalogue knows org/chat on 1 × H100/H200, 2 × H100/H200, 1 × B200, and not on"
                        + " 1 × GH200 with this share: the plan is computed.")
                .anyMatch(note -> note.contains("60.0 GiB of weights"));
    }

    @Test
    void aSliceOfAGpuIsNotTheGpu() throws PlanRefused {
        var slice = new Gpu(0, "MIG-1", "NVIDIA H100 80GB HBM3", 81_559, 81_559, false, "9.0");

        ServerPlan plan = planner.plan(spec("org/chat"), pod(List.of(load(slice, 0, "")), 10L << 30));

        assertThat(plan.source()).isEqualTo("computed");
        assertThat(plan.environment()).containsEntry("CUDA_VISIBLE_DEVICES", "MIG-1");
    }

    @Test
    void theRecommendedConfigurationComesFirstAndTheNextOneWhereItHasNoRoom() throws PlanRefused {
        assertThat(planner.plan(spec("org/big"), pod(h100(4))).gpuIndexes()).containsExactly(0, 1);

        List<GpuLoad> oneFree =
                List.of(load(gpu(0, "NVIDIA H100", 81_559), 400, ""), load(gpu(1, "NVIDIA H100", 81_559), 0, ""));
        ServerPlan plan = planner.plan(spec("org/big"), pod(oneFree));
        assertThat(plan.gpuIndexes()).containsExactly(1);
        assertThat(plan.memoryPercent()).isEqualTo(95);
    }

    @Test
    void whatNeedsSeveralHostsIsNotPlannedOnOne() {
        Failure failure = refused(spec("org/big"), pod(gpus(16, "NVIDIA T4", 15_360), 900L << 30));

        assertThat(failure.code()).isEqualTo(FailureCode.NO_GPU_FITS);
        assertThat(failure.message()).contains("900.0 GiB of weights").contains("16 × T4 at 90 % hold 216.0 GiB");
    }

    @Test
    void dataParallelOfTheCatalogueGetsNoTensorParallelOnTop() throws PlanRefused {
        ServerPlan plan = planner.plan(spec("org/parallel"), pod(h100(8)));

        assertThat(plan.gpuUuids()).hasSize(8);
        assertThat(plan.command()).contains("--data-parallel-size", "131072").doesNotContain("--tensor-parallel-size");
    }

    @Test
    void anUnknownModelIsSpreadOverAsManyGpusAsItsWeightsNeed() throws PlanRefused {
        ServerPlan plan = planner.plan(spec("some/model"), pod(h100(8), 200L << 30));

        assertThat(plan.gpuIndexes()).containsExactly(0, 1, 2, 3);
        assertThat(plan.command()).containsSubsequence("--tensor-parallel-size", "4");
        assertThat(plan.notes()).contains("The catalogue does not know some/model.");
    }

    @Test
    void namedOptionsBecomeArguments() throws PlanRefused {
        ServerSpec spec = withDtype(
                withPort(withContext(withGpus(withMemory(spec("some/model"), 30), 2), 32_000), 8100), "float16");

        ServerPlan plan = planner.plan(spec, pod(h100(2)));

        assertThat(plan.memoryPercent()).isEqualTo(30);
        assertThat(plan.port()).isEqualTo(8100);
        assertThat(plan.otherPorts()).isEmpty();
        assertThat(plan.command())
                .containsSubsequence("--port", "8100")
                .containsSubsequence("--max-model-len", "32000")
                .containsSubsequence("--dtype", "float16")
                .containsSubsequence("--gpu-memory-utilization", "0.30")
                .containsSubsequence("--tensor-parallel-size", "2");
    }

    @Test
    void theLeastLoadedGpuIsTakenAndAmongEqualOnesTheOneThatWaitedLongest() throws PlanRefused {
        ServerSpec small = withMemory(spec("some/model"), 30);
        List<GpuLoad> loads = List.of(
                load(gpu(0, "NVIDIA H100", 81_559), 300, "1"),
                load(gpu(1, "NVIDIA H100", 81_559), 0, "3"),
                load(gpu(2, "NVIDIA H100", 81_559), 0, "2"));

        assertThat(planner.plan(small, pod(loads)).gpuIndexes()).containsExactly(2);
    }

    @Test
    void memoryThatSomebodyElseHoldsCountsAsTakenAndTheHolderIsNamed() {
        var held = new GpuLoad(
                new Gpu(0, "GPU-0", "NVIDIA H100", 81_559, 10_240, false, "9.0"), 0, "", List.of("python3 (pid 77)"));

        Failure failure = refused(spec("some/model"), pod(List.of(held)));

        assertThat(failure.code()).isEqualTo(FailureCode.NO_GPU_FITS);
        assertThat(failure.message()).contains("GPU 0 (H100) has 10.0 of 79.6 GiB free, held by python3 (pid 77)");
    }

    @Test
    void aGpuWithoutAnyFreeMemoryIsFullAndOneThatDoesNotTellStandsInNobodysWay() throws PlanRefused {
        var full = new Gpu(0, "GPU-0", "NVIDIA H100", 81_559, 0, false, "9.0");
        var silent = new Gpu(1, "GPU-1", "NVIDIA H100", 81_559, Gpu.UNKNOWN, false, "9.0");

        Failure failure = refused(spec("some/model"), pod(List.of(load(full, 0, ""))));
        ServerPlan plan = planner.plan(spec("some/model"), pod(List.of(load(full, 0, ""), load(silent, 0, ""))));

        assertThat(failure.code()).isEqualTo(FailureCode.NO_GPU_FITS);
        assertThat(failure.message()).contains("GPU 0 (H100) has 0.0 of 79.6 GiB free");
        assertThat(plan.gpuIndexes()).containsExactly(1);
    }

    @Test
    void aShareThatIsReservedCountsAlsoBeforeItsServerHoldsMemory() {
        Failure failure = refused(spec("some/model"), pod(List.of(load(gpu(0, "NVIDIA H100", 81_559), 600, ""))));

        assertThat(failure.message()).contains("GPU 0 (H100) has 60 % reserved");
    }

    @Test
    void aModelThatIsTooLargeForItsShareIsRefusedBeforeItIsStarted() {
        Failure failure = refused(withMemory(spec("org/chat"), 30), pod(h100(1)));

        assertThat(failure.code()).isEqualTo(FailureCode.NO_GPU_FITS);
        assertThat(failure.message()).contains("60.0 GiB of weights");
    }

    @Test
    void moreGpusThanThereAreAreRefused() {
        assertThat(refused(withGpus(spec("some/model"), 3), pod(h100(2))).message())
                .isEqualTo("3 GPUs of one type are asked for, and the pod has 2.");
    }

    @Test
    void rawArgumentsWinAndTheNotesSayWhatTheyReplaced() throws PlanRefused {
        ServerSpec spec = withContext(
                spec("org/chat", "--max-model-len", "8000", "--tool_call_parser=pythonic", "--seed", "-1"), 32_000);

        ServerPlan plan = planner.plan(spec, pod(h100(1)));

        assertThat(plan.command())
                .endsWith("--max-model-len", "8000", "--tool_call_parser=pythonic", "--seed", "-1")
                .doesNotContain("32000", "hermes");
        assertThat(plan.notes())
                .contains(
                        "The planned --max-model-len 32000 was replaced by --max-model-len 8000.",
                        "The planned --tool-call-parser hermes was replaced by --tool_call_parser=pythonic.");
    }

    @Test
    void rawArgumentsThatAReservationDependsOnAreReserved() throws PlanRefused {
        ServerSpec spec = spec("some/model", "-tp", "2", "--gpu-memory-utilization", "0.333", "--port=9000");

        ServerPlan plan = planner.plan(spec, pod(h100(4)));

        assertThat(plan.gpuIndexes()).hasSize(2);
        assertThat(plan.memoryPercent()).isEqualTo(34);
        assertThat(plan.port()).isEqualTo(9000);
        assertThat(plan.command()).endsWith("-tp", "2", "--gpu-memory-utilization", "0.333", "--port=9000");
        assertThat(plan.command()).doesNotContain("--tensor-parallel-size", "--port", "0.34");
    }

    @Test
    void rawNamesAndRevisionAreTheOnesThatCount() throws PlanRefused {
        ServerPlan plan =
                planner.plan(spec("some/model", "--served-model-name", "x", "y", "--revision", "v2"), pod(h100(1)));

        assertThat(plan.servedNames()).containsExactly("x", "y");
        assertThat(plan.revision()).isEqualTo("v2");
        assertThat(plan.atCommit("abc").command()).endsWith("--revision", "abc");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --api-key secret              | SLIPWAY_API_KEY
            --model other                 | --model cannot be used
            --uds /tmp/x                  | --uds cannot be used
            stray --seed 1                | "stray" is no vLLM option
            --port many                   | --port must be a whole number
            --gpu-memory-utilization most | must be a number such as 0.5
            --gpu-memory-utilization NaN | must be a number such as 0.5
            --gpu-memory-utilization 0 | must be a number such as 0.5
            -tp 65536 -pp 65536 | The parallel sizes ask for 65536 GPUs.
            -- | "--" is no vLLM option.
            """)
    void rawArgumentsThatCannotBeAreRefusedInOneSentence(String arguments, String sentence) {
        Failure failure = refused(spec("some/model", arguments.split(" ")), pod(h100(1)));

        assertThat(failure.code()).isEqualTo(FailureCode.BAD_ARGUMENT);
        assertThat(failure.message()).contains(sentence).doesNotContain("secret\"");
    }

    @Test
    void aSecretInThePlainEnvironmentIsRefused() {
        Failure failure = refused(withEnvironment(spec("a/b"), Map.of("VLLM_API_KEY", "hush")), pod(h100(1)));

        assertThat(failure.message()).contains("VLLM_API_KEY").doesNotContain("hush");
    }

    @Test
    void aVariableThatLooksLikeASecretIsSentToThePodsSecrets() throws PlanRefused {
        Failure failure = refused(withEnvironment(spec("a/b"), Map.of("WANDB_API_KEY", "hush")), pod(h100(1)));

        assertThat(failure.message()).contains("WANDB_API_KEY looks like a secret", "--secret-env");
        assertThat(SecretNames.looksSecret("TOKENIZERS_PARALLELISM")).isFalse();
    }

    @Test
    void theUsersEnvironmentWinsButNotOverTheReservation() throws PlanRefused {
        ServerSpec spec = withEnvironment(spec("a/b"), Map.of("CUDA_VISIBLE_DEVICES", "0,1,2,3", "X", "1"));

        ServerPlan plan = planner.plan(spec, pod(h100(4)));

        assertThat(plan.environment())
                .containsEntry("CUDA_VISIBLE_DEVICES", "0")
                .containsEntry("X", "1");
    }

    @Test
    void onACpuThereIsNoGpuArgument() throws PlanRefused {
        ServerPlan plan = planner.plan(withMemory(spec("org/embed"), 30), cpuPod());

        assertThat(plan.command())
                .contains("--runner", "8192")
                .doesNotContain("--gpu-memory-utilization", "--tensor-parallel-size");
        assertThat(plan.environment()).doesNotContainKey("CUDA_VISIBLE_DEVICES");
        assertThat(plan.gpuUuids()).isEmpty();
        assertThat(plan.kind()).isEqualTo("embed");
        assertThat(plan.source()).isEqualTo("catalogue: org/embed on a CPU");
        assertThat(plan.notes()).anyMatch(note -> note.contains("VLLM_CPU_KVCACHE_SPACE"));
    }

    @Test
    void gpusOnACpuAreRefused() {
        assertThat(refused(withGpus(spec("a/b"), 1), cpuPod()).code()).isEqualTo(FailureCode.NO_GPU_FITS);
    }

    @Test
    void exposingBindsEveryAddressAndWarns() throws PlanRefused {
        ServerPlan plan = planner.plan(exposed(spec("a/b")), cpuPod());

        assertThat(plan.bindAddress()).isEqualTo("0.0.0.0");
        assertThat(plan.command()).containsSubsequence("--host", "0.0.0.0");
        assertThat(plan.notes()).anyMatch(note -> note.contains("need no key"));
    }

    @Test
    void theLowestFreePortIsTakenAndTheNextOnesAreKeptInReserve() throws PlanRefused {
        PlanInputs inputs = withPorts(cpuPod(), 8001, 8005, Map.of(8001, "web2", 8003, ""));

        ServerPlan plan = planner.plan(spec("a/b"), inputs);

        assertThat(plan.port()).isEqualTo(8002);
        assertThat(plan.otherPorts()).containsExactly(8004, 8005);
        assertThat(plan.atPort(8004).command())
                .containsSubsequence("--port", "8004")
                .doesNotContain("8002");
    }

    @Test
    void aTakenPortIsRefusedWithItsHolderAndAUsedUpRangeToo() {
        PlanInputs inputs = withPorts(cpuPod(), 8001, 8002, Map.of(8001, "web2", 8002, "nginx (pid 5)"));

        assertThat(refused(withPort(spec("a/b"), 8002), inputs))
                .isEqualTo(new Failure(FailureCode.PORT_TAKEN, "Port 8002 of the pod is taken by nginx (pid 5)."));
        assertThat(refused(spec("a/b"), inputs).code()).isEqualTo(FailureCode.PORT_RANGE_EXHAUSTED);
    }

    @ParameterizedTest
    @CsvSource({"96, 0", "-1, 0", "0, 80", "0, 70000"})
    void figuresOutOfRangeAreRefused(int percent, int port) {
        assertThat(refused(withPort(withMemory(spec("a/b"), percent), port), pod(h100(1)))
                        .code())
                .isEqualTo(FailureCode.INVALID_REQUEST);
    }

    @Test
    void aPortOfTheKernelsOwnRangeIsWarnedOf() throws PlanRefused {
        assertThat(planner.plan(withPort(spec("a/b"), 40_000), cpuPod()).notes())
                .anyMatch(note -> note.contains("the kernel gives"));
    }

    @Test
    void theNewestRuntimeThatSeesTheGpusIsTakenOrTheOneNamed() throws PlanRefused {
        PlanInputs both = new PlanInputs("m", h100(1), List.of(ON_CPU, CUDA), cpuPod().ports(), 0);

        assertThat(planner.plan(spec("a/b"), both).runtime()).isEqualTo("release");
        assertThat(planner.plan(withRuntime(spec("a/b"), "cpu"), both).gpuUuids())
                .isEmpty();
        assertThat(refused(withRuntime(spec("a/b"), "nightly"), both))
                .isEqualTo(new Failure(
                        FailureCode.RUNTIME_NOT_FOUND, "Pod pod1 has no runtime nightly; it has cpu, release."));
    }

    @Test
    void aPodWithoutARuntimeIsRefused() {
        PlanInputs bare = new PlanInputs("m", List.of(), List.of(), cpuPod().ports(), 0);

        assertThat(refused(spec("a/b"), bare).code()).isEqualTo(FailureCode.RUNTIME_NOT_FOUND);
    }

    @Test
    void theEnginesPatienceIsTheHardCapOfTheDeadline() throws PlanRefused {
        assertThat(planner.plan(spec("a/b"), pod(h100(1))).environment())
                .containsEntry("VLLM_ENGINE_READY_TIMEOUT_S", "3600");
    }

    private Failure refused(ServerSpec spec, PlanInputs inputs) {
        return catchThrowableOfType(PlanRefused.class, () -> planner.plan(spec, inputs))
                .failure();
    }
}
