package dev.slipway.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Quoting, asked of a real {@code sh}. */
class ShellTest {
    @Property(tries = 300)
    void anyArgumentsComeBackAsTheyWere(@ForAll("argumentVectors") List<String> arguments) throws Exception {
        assertThat(readBack("sh", arguments)).isEqualTo(arguments);
    }

    @Property(tries = 60)
    void busyboxAndBashAgree(@ForAll("argumentVectors") List<String> arguments) throws Exception {
        assertThat(readBack("bash", arguments)).isEqualTo(arguments);
        assertThat(readBack("busybox sh", arguments)).isEqualTo(arguments);
    }

    @Property(tries = 60)
    void aNestedLineComesBackToo(@ForAll("argumentVectors") List<String> arguments) throws Exception {
        var inner = Shell.quote(printing(arguments));
        assertThat(outputOf("sh", Shell.quote(List.of("sh", "-c", inner)))).isEqualTo(expected(arguments));
    }

    @Property(tries = 60)
    void theCleanLineKeepsArguments(@ForAll("argumentVectors") List<String> arguments) throws Exception {
        var line = Shell.cleanLine(printing(arguments));
        assertThat(outputOf("sh", line)).isEqualTo(expected(arguments));
    }

    @Example
    void theCleanLineKeepsNothingButWhereTheUserLives() throws Exception {
        var names = outputOf("sh", "export SURPRISE=1; " + Shell.cleanLine(List.of("env")));
        assertThat(names.lines().map(line -> line.split("=", 2)[0]))
                .containsExactlyInAnyOrder("HOME", "USER", "LOGNAME", "PATH", "LC_ALL");
    }

    @Example
    void readableArgumentsStayReadable() {
        assertThat(Shell.quote(List.of("ls", "-l", "/tmp/a.b", "it's", "a b", "")))
                .isEqualTo("ls -l /tmp/a.b 'it'\\''s' 'a b' ''");
    }

    @Example
    void whatCannotBeAnArgumentIsRefused() {
        assertThatThrownBy(() -> Shell.quote("a\0b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Shell.cleanLine(List.of("-i", "x"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Shell.cleanLine(List.of("A=b"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Provide
    Arbitrary<List<String>> argumentVectors() {
        var nasty = Arbitraries.of(
                "'",
                "\"",
                "\\",
                "$(id)",
                "`id`",
                "$HOME",
                "\n",
                "\r\n",
                "-n",
                "--",
                "*",
                "~",
                "=ls",
                "!!",
                "#",
                ";",
                "&",
                "|",
                "<",
                ">",
                "(",
                ")",
                "{a,b}",
                " ",
                "\t",
                "",
                "ä€😀",
                "\u0001",
                "\u001b[0m",
                "a=b",
                "%s",
                "$'x'");
        var any = Arbitraries.strings().all().excludeChars('\0').ofMaxLength(40).filter(text -> StandardCharsets.UTF_8
                .newEncoder()
                .canEncode(text));
        var mixed = nasty.list().ofMaxSize(6).map(parts -> String.join("", parts));
        return Arbitraries.oneOf(any, mixed).list().ofMinSize(1).ofMaxSize(5);
    }

    /** Each argument ends with a byte that cannot be in one. */
    private static List<String> printing(List<String> arguments) {
        var line = new ArrayList<>(List.of("printf", "%s\\0"));
        line.addAll(arguments);
        return line;
    }

    private static String expected(List<String> arguments) {
        return String.join("\0", arguments) + "\0";
    }

    private static List<String> readBack(String shell, List<String> arguments) throws Exception {
        var output = outputOf(shell, Shell.quote(printing(arguments)));
        assertThat(output).endsWith("\0");
        return List.of(output.substring(0, output.length() - 1).split("\0", -1));
    }

    private static String outputOf(String shell, String line) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(shell.split(" ")));
        command.addAll(List.of("-c", line));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("USER", "somebody");
        builder.environment().put("LOGNAME", "somebody");
        var process = builder.start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
