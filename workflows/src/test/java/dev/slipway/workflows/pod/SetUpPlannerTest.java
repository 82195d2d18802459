package dev.slipway.workflows.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import dev.slipway.workflows.pod.StorageFacts.ModelsPath;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SetUpPlannerTest {
    private static final PodAccess PLAIN = Samples.pod("", "");

    @Test
    void a_bare_gpu_pod_gets_everything_in_order() {
        SetUpPlan plan = plan("release", Samples.bare().h100(8), Samples.pod("mount -t nfs nas:/m /models", ""));

        assertThat(plan.steps())
                .extracting(SetUpStep::name)
                .containsExactly(
                        SetUpPlan.PACKAGES, SetUpPlan.TOOLKIT, SetUpPlan.STORAGE, SetUpPlan.UV, SetUpPlan.RUNTIME);
        assertThat(parameters(plan, SetUpPlan.PACKAGES)).containsExactly("apt-get", "g++");
        assertThat(parameters(plan, SetUpPlan.TOOLKIT)).containsExactly("12", "8", "ubuntu2204", "x86_64");
        assertThat(parameters(plan, SetUpPlan.STORAGE))
                .containsExactly("mount -t nfs nas:/m /models", "/models", "/models");
        assertThat(parameters(plan, SetUpPlan.UV))
                .containsExactly(Samples.ROOT, RuntimeBuild.UV_VERSION, "", RuntimeBuild.PYTHON_VERSION);
        assertThat(parameters(plan, SetUpPlan.RUNTIME))
                .containsExactly(
                        Samples.ROOT + "/tools/uv/bin/uv",
                        "3.12",
                        Samples.ROOT + "/runtimes/release",
                        "--torch-backend",
                        "auto",
                        "vllm");
    }

    @Test
    void a_pod_that_is_ready_is_left_alone() {
        Samples ready = Samples.bare()
                .h100(8)
                .tools("g++", "nvcc")
                .storage(true, ModelsPath.WRITABLE)
                .runtime("release", 8);

        SetUpPlan plan = plan("release", ready, Samples.pod("mount -t nfs nas:/m /models", "/models"));

        assertThat(plan.changesNothing()).isTrue();
        assertThat(plan.skipped()).containsOnlyKeys(SetUpPlan.NAMES);
    }

    @ParameterizedTest
    @CsvSource({
        "release, auto, release, 'vllm', auto",
        "release, cu129, release-cu129, 'vllm', cu129",
        "release, none, release-none, 'vllm', ''",
        "release, cpu, cpu, 'vllm', cpu",
        "nightly, auto, nightly, 'vllm', auto",
        "gpt-oss, auto, gpt-oss, 'vllm==0.10.1+gptoss', ''",
        "cpu, auto, cpu, 'vllm', cpu",
        "0.32.0, auto, 0.32.0, 'vllm==0.32.0', auto",
        "0.32.0, none, 0.32.0-none, 'vllm==0.32.0', ''",
        "0.32.0, cpu, 0.32.0-cpu, 'vllm==0.32.0', cpu",
        "0.33.0rc1, cu130, 0.33.0rc1-cu130, 'vllm==0.33.0rc1', cu130",
    })
    void runtimes_are_data(String runtime, String backend, String name, String requirement, String flag) {
        RuntimeSpec spec = RuntimeSpec.of(runtime, backend);

        assertThat(spec.name()).isEqualTo(name);
        assertThat(spec.arguments().getLast()).isEqualTo(requirement);
        assertThat(spec.torchBackend()).isEqualTo(flag);
        assertThat(spec.arguments().contains("--torch-backend")).isEqualTo(!flag.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "'0.32.0; rm -rf /', auto",
        "'0.32.0 --index-url http://evil', auto",
        "latest, auto",
        "../up, auto",
        "release, gpu",
        "release, cu12.8",
        "gpt-oss, cu128",
        "cpu, cu128",
    })
    void a_request_that_names_nothing_is_refused(String runtime, String backend) {
        assertThatThrownBy(() -> RuntimeSpec.of(runtime, backend))
                .satisfies(thrown -> assertThat(Failures.read(thrown).code()).isEqualTo(FailureCode.INVALID_REQUEST));
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, GPU_MISSING",
        "DRIVER_MISSING, GPU_DRIVER_MISSING",
        "DRIVER_MISMATCH, GPU_DRIVER_MISMATCH",
        "LOST, GPU_LOST",
        "TIMEOUT, GPU_QUERY_TIMEOUT",
        "FAILED, GPU_QUERY_FAILED",
    })
    void a_runtime_for_gpus_needs_gpus_that_answer(GpuState state, FailureCode code) {
        refused("release", Samples.bare().broken(state, "as it said"), PLAIN, code);
    }

    @ParameterizedTest
    @EnumSource(GpuState.class)
    void a_runtime_for_cpus_does_not(GpuState state) {
        assertThat(plan("cpu", Samples.bare().broken(state, ""), PLAIN).step(SetUpPlan.RUNTIME))
                .isPresent();
    }

    @Test
    void what_the_index_decides_is_not_taken_for_a_gpu_runtime() {
        SetUpRequest request = new SetUpRequest("r", "a", "0.32.0", "none", "auto");

        SetUpPlan plan = SetUpPlanner.plan(
                SetUpWish.of(request),
                PLAIN,
                Samples.bare().tools("g++").uv("0.13.9").python("3.11.2", false).facts());

        assertThat(plan.steps()).extracting(SetUpStep::name).containsExactly(SetUpPlan.RUNTIME);
        assertThat(parameters(plan, SetUpPlan.RUNTIME))
                .containsExactly(
                        "/usr/local/bin/uv",
                        "/usr/bin/python3.11",
                        Samples.ROOT + "/runtimes/0.32.0-none",
                        "vllm==0.32.0");
    }

    @Test
    void a_step_that_needs_root_is_named_where_root_is_not_at_hand() {
        Samples pod = Samples.bare().h100(1).user(false);

        assertThatThrownBy(() -> plan("release", pod, PLAIN))
                .satisfies(thrown -> assertThat(Failures.read(thrown).code()).isEqualTo(FailureCode.NEEDS_ROOT))
                .hasMessageContaining("system-packages")
                .hasMessageContaining("C++ compiler");
        assertThat(plan("release", Samples.bare().h100(1).user(true), PLAIN).steps())
                .isNotEmpty();
    }

    @Test
    void nothing_needs_root_where_the_compiler_is_there() {
        Samples pod = Samples.bare().h100(1).user(false).tools("gcc");

        SetUpPlan plan = plan("release", pod, PLAIN);

        assertThat(plan.steps()).noneMatch(SetUpStep::needsRoot);
        assertThat(plan.notes()).anySatisfy(note -> assertThat(note).contains("CUDA toolkit is missing"));
    }

    @Test
    void without_a_hub_token_the_plan_says_what_will_not_work() {
        var tokenless = new PodAccess(
                PLAIN.display(),
                PLAIN.fingerprint(),
                PLAIN.root(),
                PLAIN.mountCommand(),
                PLAIN.modelsPath(),
                PLAIN.environment(),
                PLAIN.secretNames(),
                false);
        String note = "No HF_TOKEN is set: private and gated models cannot be downloaded.";

        assertThat(plan("cpu", Samples.bare(), tokenless).notes()).contains(note);
        assertThat(plan("cpu", Samples.bare(), PLAIN).notes()).doesNotContain(note);
    }

    @Test
    void a_cpu_pod_without_root_and_compiler_works_with_a_note() {
        SetUpPlan plan = plan("cpu", Samples.bare().user(false), PLAIN);

        assertThat(plan.step(SetUpPlan.PACKAGES)).isEmpty();
        assertThat(plan.notes()).anySatisfy(note -> assertThat(note).contains("--enforce-eager"));
    }

    @ParameterizedTest
    @CsvSource({
        "9.0, 12.8, auto, true",
        "10.0, 13.3, auto, true",
        "8.9, 12.4, auto, false",
        "8.9, 12.4, always, true",
        "9.0, 12.8, never, false",
        "'', 11.0, auto, false",
    })
    void the_toolkit_is_installed_where_missing_and_wanted(
            String capability, String cuda, String when, boolean installed) {
        Samples pod = Samples.bare().tools("g++").gpus(1, "GPU", capability, "570.1", cuda);
        SetUpWish wish = SetUpWish.of(new SetUpRequest("r", "a", "release", "auto", when));

        SetUpPlan plan = SetUpPlanner.plan(wish, PLAIN, pod.facts());

        assertThat(plan.step(SetUpPlan.TOOLKIT).isPresent()).isEqualTo(installed);
        assertThat(SetUpPlanner.plan(wish, PLAIN, pod.tools("nvcc").facts()).step(SetUpPlan.TOOLKIT))
                .isEmpty();
    }

    @Test
    void a_toolkit_that_must_be_and_cannot_is_said() {
        Samples pod = Samples.bare().tools("g++").h100(1).os("rocky");
        SetUpWish wish = SetUpWish.of(new SetUpRequest("r", "a", "release", "auto", "always"));

        assertThatThrownBy(() -> SetUpPlanner.plan(wish, PLAIN, pod.facts()))
                .satisfies(
                        thrown -> assertThat(Failures.read(thrown).code()).isEqualTo(FailureCode.CUDA_TOOLKIT_FAILED));
    }

    @ParameterizedTest
    @CsvSource({
        "mount -t nfs nas:/m /mnt/m, '', /mnt/m, /mnt/m",
        "mount -t nfs nas:/m /mnt/m, /mnt/m/models, /mnt/m, /mnt/m/models",
        "sshfs host:/x /mnt/x/ -o allow_other, '', /mnt/x, /mnt/x",
        "mount-it now, /data, /data, /data",
        "/sbin/mount-all, '', '', ''",
        "'', /data/, '', /data",
        "'', '', '', ''",
    })
    void the_mount_point_is_what_the_command_ends_with(String command, String models, String point, String counts) {
        PodAccess pod = Samples.pod(command, models);

        assertThat(pod.mountPoint()).isEqualTo(point);
        assertThat(pod.effectiveModelsPath()).isEqualTo(counts);
    }

    @Test
    void what_stands_in_the_way_is_refused_before_anything_changes() {
        Samples bare = Samples.bare();
        refused("cpu", bare, Samples.pod("/sbin/mount-all", ""), FailureCode.INVALID_REQUEST);
        refused(
                "cpu",
                bare.storage(false, ModelsPath.UNWRITABLE),
                Samples.pod("", "/models"),
                FailureCode.MODELS_PATH_UNUSABLE);
        refused(
                "cpu",
                bare.storage(false, ModelsPath.WRITABLE).free("models", 10),
                Samples.pod("", "/models"),
                FailureCode.DISK_FULL);
        refused("cpu", bare.free("root", 2_000), PLAIN, FailureCode.DISK_FULL);
        refused(
                "cpu",
                bare.runtime(Samples.check("cpu", 1, 0, List.of("ImportError"), List.of(4711L))),
                PLAIN,
                FailureCode.RUNTIME_IN_USE);
    }

    @Test
    void a_folder_that_is_only_unwritable_until_the_mount_is_no_hindrance() {
        SetUpPlan plan = plan(
                "cpu", Samples.bare().storage(false, ModelsPath.UNWRITABLE), Samples.pod("mount nas:/m /models", ""));

        assertThat(plan.step(SetUpPlan.STORAGE)).isPresent();
    }

    @Test
    void a_runtime_that_does_not_import_is_built_anew() {
        Samples pod = Samples.bare().runtime(Samples.check("cpu", 1, 0, List.of("ImportError"), List.of()));

        assertThat(plan("cpu", pod, PLAIN).step(SetUpPlan.RUNTIME))
                .hasValueSatisfying(step -> assertThat(step.why()).contains("does not import"));
    }

    @ParameterizedTest
    @CsvSource({
        "3.12.4, true, /usr/bin/python3.12",
        "3.12.4, false, 3.12",
        "3.10.1, true, /usr/bin/python3.10",
        "3.9.2, true, 3.12",
        "3.14.0, true, 3.12",
    })
    void a_gpu_runtime_takes_a_python_with_headers_or_has_one_fetched(String version, boolean headers, String taken) {
        Samples pod = Samples.bare().h100(1).tools("g++").python(version, headers);

        assertThat(parameters(plan("release", pod, PLAIN), SetUpPlan.RUNTIME).get(1))
                .isEqualTo(taken);
    }

    @Test
    void a_uv_that_is_too_old_is_not_taken() {
        assertThat(parameters(plan("cpu", Samples.bare().uv("0.4.30"), PLAIN), SetUpPlan.RUNTIME)
                        .getFirst())
                .isEqualTo(Samples.ROOT + "/tools/uv/bin/uv");
        assertThat(parameters(plan("cpu", Samples.bare().uv("1.0.0"), PLAIN), SetUpPlan.RUNTIME)
                        .getFirst())
                .isEqualTo("/usr/local/bin/uv");
    }

    private static SetUpPlan plan(String runtime, Samples facts, PodAccess pod) {
        SetUpRequest request = new SetUpRequest("run", "a", runtime, "auto", "auto");
        return SetUpPlanner.plan(SetUpWish.of(request), pod, facts.facts());
    }

    private static void refused(String runtime, Samples facts, PodAccess pod, FailureCode code) {
        assertThatThrownBy(() -> plan(runtime, facts, pod))
                .satisfies(thrown -> assertThat(Failures.read(thrown).code()).isEqualTo(code));
    }

    private static List<String> parameters(SetUpPlan plan, String step) {
        return plan.step(step).orElseThrow().parameters();
    }
}
