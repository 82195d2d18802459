package dev.slipway.ssh.job;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the bytes of a log into lines that are safe to show: UTF-8 decoded across chunks, terminal escapes and control
 * characters removed, each line capped. A carriage return starts the line over, as on a terminal, so that of a progress
 * bar only its last state stays. Not safe for use by several threads.
 */
public final class LogText {
    /** Most characters kept of a line. */
    public static final int LONGEST_LINE = 4096;

    private static final char ESCAPE = '\u001b';
    private static final char BELL = '\u0007';

    private final int longestLine;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final StringBuilder line = new StringBuilder();
    private ByteBuffer undecoded = ByteBuffer.allocate(0);
    private State state = State.TEXT;
    private boolean startOver;
    private boolean cut;

    public LogText() {
        this(LONGEST_LINE);
    }

    /** @param longestLine most characters kept of a line; what was cut is shown as one ellipsis */
    public LogText(int longestLine) {
        this.longestLine = longestLine;
    }

    /** One text, on one line, safe to show: for messages that quote what came from a pod. */
    public static String clean(String text) {
        var whole = new LogText(500);
        var lines = new ArrayList<>(whole.accept(text.getBytes(StandardCharsets.UTF_8)));
        lines.addAll(whole.finish());
        return String.join(" ", lines).strip();
    }

    /** Takes the next bytes of the log and answers the lines that they complete. */
    public List<String> accept(byte[] bytes) {
        var input = ByteBuffer.allocate(undecoded.remaining() + bytes.length)
                .put(undecoded)
                .put(bytes)
                .flip();
        var decoded = CharBuffer.allocate(input.remaining() + 1);
        decoder.decode(input, decoded, false);
        undecoded = input; // at most the start of one character
        return lines(decoded.flip());
    }

    /** Answers the last line where no line end follows it, and starts anew. */
    public List<String> finish() {
        var decoded = CharBuffer.allocate(undecoded.remaining() + 1);
        decoder.decode(undecoded, decoded, true);
        decoder.flush(decoded);
        decoder.reset();
        var lines = lines(decoded.flip());
        if (!line.isEmpty()) {
            lines.add(take());
        }
        state = State.TEXT;
        startOver = false;
        return lines;
    }

    private List<String> lines(CharBuffer characters) {
        var lines = new ArrayList<String>();
        while (characters.hasRemaining()) {
            var character = characters.get();
            state = next(character);
            if (character == '\n') {
                lines.add(take());
            }
        }
        return lines;
    }

    /** A line end ends an escape sequence too: one that is cut off must not swallow the rest of the log. */
    private State next(char character) {
        if (character == '\n') {
            return State.TEXT;
        }
        return switch (state) {
            case TEXT -> text(character);
            case ESCAPE -> afterEscape(character);
            case CONTROL_SEQUENCE -> character >= '@' && character <= '~' ? State.TEXT : State.CONTROL_SEQUENCE;
            case STRING -> inString(character);
            case STRING_ESCAPE -> character == '\\' ? State.TEXT : State.STRING;
            case ONE_MORE -> State.TEXT;
        };
    }

    private State text(char character) {
        switch (character) {
            case ESCAPE -> {
                return State.ESCAPE;
            }
            case '\u009b' -> {
                return State.CONTROL_SEQUENCE;
            }
            case '\u0090', '\u0098', '\u009d', '\u009e', '\u009f' -> {
                return State.STRING;
            }
            case '\r' -> startOver = true;
            default -> keep(character);
        }
        return State.TEXT;
    }

    private static State afterEscape(char character) {
        return switch (character) {
            case '[' -> State.CONTROL_SEQUENCE;
            case ']', 'P', 'X', '^', '_' -> State.STRING;
            case '(', ')', '*', '+', '#', '%', ' ' -> State.ONE_MORE;
            case ESCAPE -> State.ESCAPE;
            default -> State.TEXT;
        };
    }

    private static State inString(char character) {
        return switch (character) {
            case BELL, '\u009c' -> State.TEXT;
            case ESCAPE -> State.STRING_ESCAPE;
            default -> State.STRING;
        };
    }

    private void keep(char character) {
        if (character != '\t' && (Character.isISOControl(character) || reorders(character))) {
            return;
        }
        if (startOver) {
            line.setLength(0);
            startOver = false;
            cut = false;
        }
        if (line.length() < longestLine) {
            line.append(character);
        } else {
            cut = true;
        }
    }

    /** Characters that show the following ones in another order than they stand in. */
    private static boolean reorders(char character) {
        return (character >= '\u202a' && character <= '\u202e') || (character >= '\u2066' && character <= '\u2069');
    }

    private String take() {
        if (!line.isEmpty() && Character.isHighSurrogate(line.charAt(line.length() - 1))) {
            line.setLength(line.length() - 1); // half of a character, cut by the cap
        }
        var text = cut ? line + "…" : line.toString();
        line.setLength(0);
        startOver = false;
        cut = false;
        return text;
    }

    private enum State {
        TEXT,
        ESCAPE,
        CONTROL_SEQUENCE,
        STRING,
        STRING_ESCAPE,
        ONE_MORE
    }
}
