package dev.slipway.workflows.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.slipway.workflows.testing.NastyText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Quoting in what people are shown, asked of real shells. */
class ShellTextTest {
    @Property(tries = 200)
    void anyArgumentsComeBackAsTheyWere(@ForAll("arguments") List<String> arguments) throws Exception {
        assertThat(readBack("sh", arguments)).isEqualTo(arguments);
    }

    @Property(tries = 50)
    void otherShellsAgree(@ForAll("arguments") List<String> arguments) throws Exception {
        assertThat(readBack("bash", arguments)).isEqualTo(arguments);
        assertThat(readBack("busybox sh", arguments)).isEqualTo(arguments);
        assertThat(readBack("zsh -f", arguments)).isEqualTo(arguments);
    }

    @Example
    void readableArgumentsStayReadable() {
        assertThat(ShellText.quote(List.of("ls", "-l", "/tmp/a.b", "it's", "a b", "")))
                .isEqualTo("ls -l /tmp/a.b 'it'\\''s' 'a b' ''");
    }

    @Example
    void whatCannotBeAnArgumentIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ShellText.quote("a\0b"));
    }

    @Provide
    Arbitrary<List<String>> arguments() {
        return NastyText.any().list().ofMinSize(1).ofMaxSize(5);
    }

    private static List<String> readBack(String shell, List<String> arguments) throws Exception {
        var command = new ArrayList<>(List.of(shell.split(" ")));
        command.addAll(List.of("-c", "printf '%s\\0' " + ShellText.quote(arguments)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).endsWith("\0");
        return List.of(said.substring(0, said.length() - 1).split("\0", -1));
    }
}
