package dev.slipway.workflows.pod;

/**
 * What a set-up shall reach, understood.
 *
 * @param runtime the runtime
 * @param toolkit when to install the CUDA toolkit
 */
public record SetUpWish(RuntimeSpec runtime, CudaToolkit toolkit) {
    /**
     * Understands a request.
     *
     * @throws io.temporal.failure.ApplicationFailure {@code INVALID_REQUEST}
     */
    public static SetUpWish of(SetUpRequest request) {
        return new SetUpWish(
                RuntimeSpec.of(request.runtime(), request.torchBackend()), CudaToolkit.of(request.cudaToolkit()));
    }

    /** As people read it. */
    String text(SetUpRequest request) {
        return request.runtime() + ", torch backend " + request.torchBackend();
    }
}
