package dev.slipway.workflows.failure;

/**
 * Every way in which Slipway can fail. The name is the Temporal failure type, the API's problem {@code code}, the CLI's
 * message and a row of {@code docs/failures.md}; this is the only place where a failure is given a meaning.
 */
public enum FailureCode {
    // Requests
    INVALID_REQUEST(FailureCategory.USER, false, 400, "Correct what the message names."),
    UNAUTHENTICATED(
            FailureCategory.USER,
            false,
            401,
            "Send the bearer token: the first start wrote it to the file token in Slipway's home folder; elsewhere set SLIPWAY_TOKEN."),
    FORBIDDEN(FailureCategory.USER, false, 403, "Use a token with the role that the message names."),
    NOT_FOUND(FailureCategory.USER, false, 404, "Check the name and the address; docs/api.md lists what there is."),
    CONFLICT(FailureCategory.USER, false, 409, "Wait for the run that the message names, or cancel it."),
    RUN_NOT_FOUND(FailureCategory.USER, false, 404, "`slipway runs list` shows the runs that are known."),
    CANCELLED(FailureCategory.USER, false, 409, "Somebody cancelled it: start it again if it is still wanted."),
    // Reaching a pod
    TARGET_INVALID(
            FailureCategory.USER,
            false,
            400,
            "Write the target as user@host, user@host:port, ssh://user@host:port or the ssh command line."),
    UNKNOWN_HOST(FailureCategory.USER, false, 422, "Check the host name, or use its address."),
    CONNECTION_REFUSED(FailureCategory.POD, true, 502, "Check the port, and that the SSH server of the pod runs."),
    CONNECTION_TIMEOUT(FailureCategory.POD, true, 504, "Check that the pod is up and that no firewall is in between."),
    CONNECTION_LOST(
            FailureCategory.POD,
            true,
            502,
            "A run tries again by itself. Otherwise check that an SSH server answers there, and repeat."),
    CHANNEL_REFUSED(FailureCategory.POD, true, 503, "A run tries again by itself; otherwise repeat."),
    AUTHENTICATION_FAILED(
            FailureCategory.USER,
            false,
            422,
            "Put the public key into the pod's authorized_keys, or name another key with --identity."),
    HOST_KEY_CHANGED(
            FailureCategory.USER,
            false,
            409,
            "If the machine was re-installed or rented anew, run `slipway pods trust NAME` (for a pod that is not registered yet, mend the known_hosts file); otherwise somebody is in between."),
    IDENTITY_UNREADABLE(
            FailureCategory.USER,
            false,
            422,
            "Name a private key file with --identity, and its pass phrase if it has one."),
    IDENTITY_UNSUPPORTED(
            FailureCategory.USER,
            false,
            422,
            "Slipway runs without you: make a key file for it (`ssh-keygen -t ed25519`), since an agent or a security key cannot be used."),
    FORWARDING_REFUSED(
            FailureCategory.POD,
            false,
            502,
            "Set `AllowTcpForwarding yes` for this user, or install python3 or socat on the pod."),
    POD_UNREACHABLE(FailureCategory.POD, true, 503, "Check that the pod is up; what runs on it is left alone."),
    // Pods
    POD_NOT_FOUND(FailureCategory.USER, false, 404, "`slipway pods` lists the pods that are known."),
    POD_EXISTS(FailureCategory.USER, false, 409, "Choose another name, or remove the pod of that name first."),
    POD_DUPLICATE(
            FailureCategory.USER,
            false,
            409,
            "The machine is registered under the name in the message: use that, or say --shared."),
    POD_BUSY(FailureCategory.USER, false, 409, "Wait for the run that the message names, or cancel it."),
    POD_NOT_READY(FailureCategory.USER, false, 409, "Run `slipway pods setup NAME` first."),
    POD_HAS_DEPLOYMENTS(FailureCategory.USER, false, 409, "Stop its deployments first, or say --force to forget them."),
    ROOT_UNUSABLE(FailureCategory.POD, false, 422, "Choose another folder with --root."),
    NO_HARD_LINKS(FailureCategory.POD, false, 422, "Choose a --root on a file system with hard links."),
    TOOL_MISSING(FailureCategory.POD, false, 422, "Install the program that the message names on the pod."),
    NEEDS_ROOT(
            FailureCategory.POD,
            false,
            422,
            "Log in as root for this set-up, or let an administrator do the step that the message names."),
    DISK_FULL(FailureCategory.POD, false, 507, "Free some space, or place the models elsewhere with --models-path."),
    MODELS_PATH_UNUSABLE(FailureCategory.POD, false, 422, "Choose another --models-path, or make it writable."),
    MOUNT_FAILED(FailureCategory.POD, false, 422, "Run the mount command by hand on the pod and correct it."),
    SYSTEM_PACKAGES_FAILED(FailureCategory.POD, false, 422, "The last lines of the log say which package is missing."),
    CUDA_TOOLKIT_FAILED(
            FailureCategory.POD, false, 422, "Install the CUDA toolkit by hand, or use --cuda-toolkit never."),
    PYTHON_UNAVAILABLE(FailureCategory.POD, false, 422, "Install Python 3.10 to 3.13 on the pod."),
    UV_UNAVAILABLE(FailureCategory.POD, false, 422, "Install uv on the pod, or give the pod a way to its installer."),
    RUNTIME_UNRESOLVABLE(
            FailureCategory.POD, false, 422, "Ask for another vLLM version, or check the pod's package index."),
    INDEX_UNREACHABLE(
            FailureCategory.POD,
            true,
            502,
            "Check the pod's way to the package index, or set a mirror in its environment."),
    RUNTIME_INSTALL_FAILED(
            FailureCategory.POD, false, 422, "The last lines of the log say what could not be installed."),
    RUNTIME_IMPORT_FAILED(
            FailureCategory.POD,
            false,
            422,
            "Try another runtime version or torch backend; the log has the traceback."),
    RUNTIME_NOT_FOUND(
            FailureCategory.USER,
            false,
            404,
            "`slipway pods show NAME` lists the runtimes of a pod; install one with `pods setup --runtime`."),
    RUNTIME_IN_USE(FailureCategory.USER, false, 409, "Stop the deployments that use it first."),
    GPU_MISSING(FailureCategory.POD, false, 422, "Use a pod with an NVIDIA GPU, or --runtime cpu."),
    GPU_DRIVER_MISSING(FailureCategory.POD, false, 422, "Install the NVIDIA driver, or use --runtime cpu."),
    GPU_DRIVER_MISMATCH(FailureCategory.POD, false, 422, "Reboot the pod: its driver was updated while it was loaded."),
    GPU_LOST(FailureCategory.POD, false, 503, "Reboot the pod: a GPU has fallen off the bus."),
    GPU_QUERY_FAILED(FailureCategory.POD, false, 503, "Run nvidia-smi on the pod; Slipway shows what it said."),
    GPU_QUERY_TIMEOUT(FailureCategory.POD, false, 504, "nvidia-smi hangs on the pod, which a reboot usually mends."),
    GPU_COUNT_MISMATCH(
            FailureCategory.POD,
            false,
            422,
            "The runtime sees another number of GPUs than nvidia-smi: check CUDA_VISIBLE_DEVICES and the driver."),
    // Jobs and steps
    JOB_LOST(
            FailureCategory.POD,
            true,
            500,
            "The pod's process died without a word (a reboot, or memory ran out): it is cleaned up and started again."),
    JOB_FAILED(FailureCategory.POD, false, 500, "The last lines of the log say why."),
    STEP_DEADLINE(
            FailureCategory.POD,
            false,
            504,
            "Raise the deadline of the step that the message names, or look at its log."),
    FENCED(FailureCategory.SERVICE, false, 409, "Nothing to do: a newer attempt has taken over."),
    CLEANUP_PENDING(
            FailureCategory.POD,
            false,
            503,
            "The clean-up runs when the pod is back; `slipway pods remove NAME --force` gives it up."),
    // Models
    REPOSITORY_INVALID(FailureCategory.USER, false, 400, "Write the model as organisation/name."),
    REPOSITORY_NOT_FOUND(
            FailureCategory.USER, false, 404, "Check the model's name; a private one needs a token with access."),
    REVISION_NOT_FOUND(FailureCategory.USER, false, 404, "Check the revision: a branch, a tag or a commit."),
    REPOSITORY_GATED(
            FailureCategory.USER,
            false,
            403,
            "Ask for access on the model's page, and give the worker that account's HF_TOKEN."),
    HUB_TOKEN_REJECTED(
            FailureCategory.USER, false, 403, "Give the worker another HF_TOKEN: the Hub does not know this one."),
    HUB_UNREACHABLE(
            FailureCategory.POD, true, 502, "Check the pod's way to the Hub, or set HF_ENDPOINT in its environment."),
    HUB_THROTTLED(FailureCategory.POD, true, 503, "A run tries again by itself, later."),
    DOWNLOAD_STALLED(FailureCategory.POD, true, 504, "Check the pod's network; what arrived whole is kept."),
    FILE_CORRUPT(
            FailureCategory.POD,
            false,
            502,
            "The Hub or something in between sends wrong bytes: try again later, or another mirror."),
    MODEL_NOT_FOUND(
            FailureCategory.USER,
            false,
            404,
            "`slipway models list` shows what is cached; `slipway models pull` fetches one."),
    MODEL_IN_USE(FailureCategory.USER, false, 409, "Stop the deployments that use it first."),
    MODEL_UNSUPPORTED(
            FailureCategory.USER,
            false,
            422,
            "This runtime does not know the model's architecture: try a newer runtime."),
    WEIGHTS_BROKEN(FailureCategory.POD, false, 422, "Run `slipway models verify`: a file of the model is damaged."),
    // Deployments
    DEPLOYMENT_NOT_FOUND(FailureCategory.USER, false, 404, "`slipway list` shows the deployments."),
    DEPLOYMENT_NOT_READY(FailureCategory.USER, false, 503, "Wait until `slipway list` shows it as ready, or start it."),
    DEPLOYMENT_CONFLICT(
            FailureCategory.USER,
            false,
            409,
            "A deployment of that name runs with another request: stop it first, or choose another name."),
    NO_GPU_FITS(
            FailureCategory.USER,
            false,
            422,
            "Stop a deployment, ask for fewer GPUs or a smaller --memory share, or use another pod."),
    PORT_TAKEN(
            FailureCategory.USER, false, 409, "Choose another --port; the message names the holder where it is known."),
    PORT_RANGE_EXHAUSTED(
            FailureCategory.USER, false, 409, "Stop a deployment, or widen the port range in the settings."),
    BAD_ARGUMENT(
            FailureCategory.USER,
            false,
            422,
            "Correct the vLLM argument that the message names; `vllm serve --help` lists them."),
    PARSER_UNKNOWN(FailureCategory.USER, false, 422, "Choose a parser that this vLLM version knows."),
    CONTEXT_TOO_LARGE(FailureCategory.USER, false, 422, "Ask for a smaller --context than the model's own limit."),
    CONTEXT_EXCEEDS_CACHE(
            FailureCategory.USER,
            false,
            422,
            "Use the --context that the message offers, a larger --memory share or more GPUs."),
    GPU_OUT_OF_MEMORY(
            FailureCategory.POD, false, 507, "Use a smaller --context, an FP8 variant, more GPUs or a smaller model."),
    GPU_MEMORY_HELD(
            FailureCategory.POD, false, 409, "Stop the processes that the message names, or lower the --memory share."),
    HOST_MEMORY_SHORT(FailureCategory.POD, false, 507, "Free some memory on the pod, or lower VLLM_CPU_KVCACHE_SPACE."),
    DRIVER_TOO_OLD(
            FailureCategory.POD, false, 422, "Update the driver, or choose a runtime whose CUDA this driver supports."),
    GPU_NOT_SUPPORTED(
            FailureCategory.POD, false, 422, "Choose a runtime that supports this GPU (usually a newer one)."),
    ENGINE_FAILED(FailureCategory.POD, false, 500, "The first error above it in the log is the cause."),
    ENGINE_TIMEOUT(
            FailureCategory.POD,
            false,
            504,
            "The engine takes longer than vLLM waits: raise VLLM_ENGINE_READY_TIMEOUT_S together with the deadline."),
    SERVER_CRASHED(FailureCategory.POD, false, 500, "The last lines of the log say why."),
    READY_DEADLINE(
            FailureCategory.POD,
            false,
            504,
            "The server made no progress before the deadline: look at its log, or raise --ready-timeout."),
    WRONG_SERVER(FailureCategory.POD, false, 409, "Another process answers on that port: choose another --port."),
    INFERENCE_FAILED(
            FailureCategory.POD, false, 502, "The server is up but a one-token inference fails: look at its log."),
    STOP_INCOMPLETE(
            FailureCategory.POD,
            true,
            500,
            "Processes of the deployment are still there, and their GPUs stay reserved: end them on the pod, and stop it again."),
    // The service
    NO_WORKER(
            FailureCategory.SERVICE,
            true,
            503,
            "Start a worker (`slipway up`), then repeat the request: that is safe."),
    TEMPORAL_UNAVAILABLE(
            FailureCategory.SERVICE, true, 503, "Check that the Temporal server runs and that its address is right."),
    DATABASE_UNAVAILABLE(
            FailureCategory.SERVICE, true, 503, "Check that the database runs and that its address is right."),
    SETTING_INVALID(FailureCategory.USER, false, 400, "Correct the setting that the message names."),
    SECRET_UNREADABLE(
            FailureCategory.SERVICE,
            false,
            500,
            "Give this process the same SLIPWAY_MASTER_KEY as the one that stored the secret."),
    UPSTREAM_FAILED(FailureCategory.POD, true, 502, "The model server did not answer: `slipway logs NAME` shows why."),
    INTERNAL(FailureCategory.SERVICE, false, 500, "This is our fault: please report it with the run's id.");

    private final FailureCategory category;
    private final boolean retryable;
    private final int httpStatus;
    private final String remedy;

    FailureCode(FailureCategory category, boolean retryable, int httpStatus, String remedy) {
        this.category = category;
        this.retryable = retryable;
        this.httpStatus = httpStatus;
        this.remedy = remedy;
    }

    public FailureCategory category() {
        return category;
    }

    /** Whether Temporal tries the activity again by itself. */
    public boolean retryable() {
        return retryable;
    }

    /** Status of the API's problem response. */
    public int httpStatus() {
        return httpStatus;
    }

    /** What the user can do, in one sentence. */
    public String remedy() {
        return remedy;
    }
}
