package dev.slipway.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Commands that the user is told to run, read back by the shells that users have. */
class ShellTextTest {
    private static final String[] PARTS = {
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
        "$'x'",
        "--a-long-option"
    };

    @Property(tries = 200)
    void anyCommandComesBackAsItWas(@ForAll("arguments") List<String> arguments) throws Exception {
        assertThat(readBack("sh", arguments)).isEqualTo(arguments);
    }

    @Property(tries = 50)
    void bashAndZshAgree(@ForAll("arguments") List<String> arguments) throws Exception {
        assertThat(readBack("bash", arguments)).isEqualTo(arguments);
        assertThat(readBack("zsh -f", arguments)).isEqualTo(arguments);
    }

    @Example
    void readableWordsStayReadable() {
        assertThat(ShellText.command(List.of("export", "A=b", "it's", "=ls", "")))
                .isEqualTo("export A=b 'it'\\''s' '=ls' ''");
    }

    @Provide
    Arbitrary<List<String>> arguments() {
        var any = Arbitraries.strings().all().excludeChars('\0').ofMaxLength(40).filter(text -> StandardCharsets.UTF_8
                .newEncoder()
                .canEncode(text));
        var mixed = Arbitraries.of(PARTS).list().ofMaxSize(6).map(parts -> String.join("", parts));
        return Arbitraries.oneOf(any, mixed).list().ofMinSize(1).ofMaxSize(8);
    }

    private static List<String> readBack(String shell, List<String> arguments) throws Exception {
        var printing = new ArrayList<>(List.of("printf", "%s\\0"));
        printing.addAll(arguments);
        var command = new ArrayList<>(List.of(shell.split(" ")));
        command.addAll(List.of("-c", ShellText.command(printing)));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said).endsWith("\0");
        return List.of(said.substring(0, said.length() - 1).split("\0", -1));
    }
}
