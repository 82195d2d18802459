package dev.slipway.workflows.pod;

/**
 * A Python of the pod.
 *
 * @param path absolute path of the program
 * @param version for example {@code 3.12.4}
 * @param headers whether its C headers are there: kernels that are compiled on the pod need them
 */
public record PythonFacts(String path, String version, boolean headers) {
    /** {@code 12} of {@code 3.12.4}. */
    int minor() {
        return Integer.parseInt(version.split("\\.", -1)[1]);
    }
}
