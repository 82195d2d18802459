package dev.slipway.workflows.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.workflows.failure.Failure;
import dev.slipway.workflows.failure.FailureCode;
import dev.slipway.workflows.failure.Failures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelTextTest {
    @Test
    void bytesAreReadable() {
        assertThat(ByteText.of(0)).isEqualTo("0 B");
        assertThat(ByteText.of(999)).isEqualTo("999 B");
        assertThat(ByteText.of(1000)).isEqualTo("1.0 kB");
        assertThat(ByteText.of(999_999)).isEqualTo("1.0 MB");
        assertThat(ByteText.of(16_060_000_000L)).isEqualTo("16.1 GB");
        assertThat(ByteText.of(Long.MAX_VALUE)).isEqualTo("9223.4 PB");
    }

    @Test
    void theDiskNeedsAFifthMoreThanWhatIsMissing() {
        assertThat(DiskNeed.of(Views.withFree(12_000_000_000L)).shortage("org/model"))
                .isEmpty();
        assertThat(DiskNeed.of(Views.withFree(11_999_999_999L)).shortage("org/model"))
                .contains(new Failure(
                        FailureCode.DISK_FULL,
                        "org/model needs 12.0 GB of space with a margin of 20 %, and 12.0 GB are free."));
        assertThat(DiskNeed.of(Views.withFree(3_200_000_000L)).shortage("org/model"))
                .map(Failure::message)
                .contains("org/model needs 12.0 GB of space with a margin of 20 %, and 3.2 GB are free.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"org/model", "Qwen/Qwen3-0.6B", "a/b", "A_1/b.c-d_e"})
    void repositories(String name) {
        assertThat(RepositoryName.isRepository(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "model",
                "org/",
                "/model",
                "org/model/x",
                "../x",
                "org/..",
                "./x",
                "a b/c",
                "org/m;rm",
                "a\n/b"
            })
    void noRepositories(String name) {
        assertThat(RepositoryName.isRepository(name)).isFalse();
        assertThatThrownBy(() -> RepositoryName.check(name, "main"))
                .satisfies(
                        thrown -> assertThat(Failures.read(thrown).code()).isEqualTo(FailureCode.REPOSITORY_INVALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "v1.0", "refs/pr/1", Views.COMMIT, "feature/x+y"})
    void revisions(String name) {
        assertThat(RepositoryName.isRevision(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", "a b", "../../x", "a/..", "a/./b", "a..b", ".", "$(x)", "a/"})
    void noRevisions(String name) {
        assertThat(RepositoryName.isRevision(name)).isFalse();
    }

    @Test
    void programsAreSmallEnoughForAHistory() {
        assertThat(ModelScripts.DOWNLOAD.length()).isLessThan(12_000);
        assertThat(ModelScripts.VERIFY.length()).isLessThan(12_000);
        assertThat(ModelScripts.CLEAN).startsWith("python=$1\n").contains("clean(*sys.argv[1:3])\nSLIPWAY_END");
    }
}
