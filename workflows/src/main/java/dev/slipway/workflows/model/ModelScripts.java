package dev.slipway.workflows.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Programs for a pod, in Python: each is a common part and its own, and lies beside this class. */
public final class ModelScripts {
    private static final String COMMON = text("common.py");

    /** {@code REPOSITORY REVISION}: prints what the Hub has and what is there as one JSON object. */
    public static final String INSPECT = COMMON + text("inspect.py");

    /** Job, {@code PYTHON REPOSITORY COMMIT RUN}: downloads what is missing. */
    static final String DOWNLOAD = job("download.py");

    /** Job, {@code PYTHON REPOSITORY COMMIT REVISION RUN WHAT}: checks files; exit code {@link #WRONG_FILES}. */
    static final String VERIFY = job("verify.py");

    /** Job, {@code PYTHON REPOSITORY RUN}: removes what the run left unfinished. */
    static final String CLEAN = job("clean.py");

    /** Job, {@code PYTHON WHAT REPOSITORY REVISION RUN}: takes a model out of the cache; exit code {@link #NOT_THERE}. */
    static final String REMOVE = job("remove.py");

    /** Exit code of {@link #REMOVE} when there is no such model. */
    static final int NOT_THERE = 28;

    /** Exit code of {@link #VERIFY} when files were wrong or missing; it has removed the wrong ones. */
    static final int WRONG_FILES = 27;

    private ModelScripts() {}

    private static String job(String name) {
        return """
                python=$1
                shift
                exec "$python" -u - "$@" <<'SLIPWAY_END_OF_PROGRAM'
                %sSLIPWAY_END_OF_PROGRAM
                """.formatted(COMMON + text(name));
    }

    private static String text(String name) {
        try (InputStream resource = ModelScripts.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the program " + name + " is missing");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
