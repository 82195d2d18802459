package dev.slipway.workflows.testing;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts that would be syntax to a shell if anybody let them. */
public final class NastyText {
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
        "$'x'"
    };

    private NastyText() {}

    /** Anything that can be an argument. */
    public static Arbitrary<String> any() {
        var any = Arbitraries.strings().all().excludeChars('\0').ofMaxLength(40).filter(text -> StandardCharsets.UTF_8
                .newEncoder()
                .canEncode(text));
        var mixed = Arbitraries.of(PARTS).list().ofMaxSize(6).map(parts -> String.join("", parts));
        return Arbitraries.oneOf(any, mixed);
    }
}
