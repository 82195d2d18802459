package dev.slipway.ssh.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** From bytes to lines that are safe to show. */
class LogTextTest {
    @Example
    void linesAreTextWithoutTheirEnds() {
        assertThat(lines("one\ntwo\r\n\nthree ä€😀\tx")).containsExactly("one", "two", "", "three ä€😀\tx");
        assertThat(lines("")).isEmpty();
    }

    @Example
    void terminalEscapesAreGone() {
        assertThat(lines(
                        "\u001b[1;31mred\u001b[0m \u001b]0;title\u0007text \u001b]8;;http://x\u001b\\link\u001b]8;;\u001b\\"
                                + " \u001b(Bplain \u009b2Jcleared\u001bc\u001bP1$r\u001b\\."))
                .containsExactly("red text link plain cleared.");
    }

    @Example
    void controlCharactersAndChangesOfDirectionAreGone() {
        assertThat(lines("a\u0000b\u0007c\bd\u007fe\u202ef\u2066g\u0085h")).containsExactly("abcdefgh");
    }

    @Example
    void aCarriageReturnStartsTheLineOver() {
        assertThat(lines("  1%\r 50%\r100%\ndone\r\n")).containsExactly("100%", "done");
    }

    @Example
    void aLineThatEndsInAnUnfinishedEscapeDoesNotSwallowTheNext() {
        assertThat(lines("a\u001b]0;never closed\nb\u001b[\nc")).containsExactly("a", "b", "c");
    }

    @Example
    void linesAreCapped() {
        var text = new LogText(5);
        assertThat(text.accept("123456789\n12345\n1234😀\n".getBytes(StandardCharsets.UTF_8)))
                .containsExactly("12345…", "12345", "1234…");
        assertThat(lines("x".repeat(1_000_000))).containsExactly("x".repeat(LogText.LONGEST_LINE) + "…");
    }

    @Example
    void bytesThatAreNoTextAreReplaced() {
        var text = new LogText();
        assertThat(text.accept(new byte[] {'a', (byte) 0xff, 'b', '\n', (byte) 0xe2, (byte) 0x82}))
                .containsExactly("a\ufffdb");
        assertThat(text.finish()).containsExactly("\ufffd");
        assertThat(text.accept("again\n".getBytes(StandardCharsets.UTF_8))).containsExactly("again");
    }

    @Example
    void oneTextIsOneCleanLine() {
        assertThat(LogText.clean(" error:\n\u001b[31mno such thing\n")).isEqualTo("error: no such thing");
        assertThat(LogText.clean("")).isEmpty();
    }

    @Property(tries = 300)
    void howTheBytesAreCutDoesNotMatter(@ForAll("logs") String log, @ForAll @IntRange(min = 1, max = 7) int size) {
        var bytes = log.getBytes(StandardCharsets.UTF_8);
        var text = new LogText(20);
        var lines = new ArrayList<String>();
        for (var from = 0; from < bytes.length; from += size) {
            lines.addAll(text.accept(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size))));
        }
        lines.addAll(text.finish());
        var whole = new LogText(20);
        var expected = new ArrayList<>(whole.accept(bytes));
        expected.addAll(whole.finish());
        assertThat(lines).isEqualTo(expected);
        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(21));
        assertThat(String.join("", lines).chars()).noneMatch(each -> each != '\t' && Character.isISOControl(each));
    }

    @Provide
    Arbitrary<String> logs() {
        var parts = Arbitraries.of(
                "\n", "\r", "\u001b", "[", "31m", "]0;", "\u0007", "\\", "\u009b", "text", "ä", "😀", "\u0000", "\t",
                " ");
        return Arbitraries.oneOf(
                parts.list().ofMaxSize(30).map(all -> all.stream().collect(Collectors.joining())),
                Arbitraries.strings().ofMaxLength(60));
    }

    private static List<String> lines(String log) {
        var text = new LogText();
        var lines = new ArrayList<>(text.accept(log.getBytes(StandardCharsets.UTF_8)));
        lines.addAll(text.finish());
        return lines;
    }
}
