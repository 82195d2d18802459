package dev.slipway.ssh.job;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of jobs on a pod of this machine: each runs once with every set of tools that a pod may have. */
@ParameterizedClass
@EnumSource(Toolbox.class)
@SuppressWarnings("NullAway.Init") // filled by JUnit
abstract class LocalPodContract {
    @Parameter
    Toolbox toolbox;

    @TempDir
    Path folder;

    LocalPod pod;

    @BeforeEach
    void preparePod() throws Exception {
        pod = new LocalPod(toolbox, folder);
    }

    @AfterEach
    void closePod() throws Exception {
        pod.close();
    }
}
