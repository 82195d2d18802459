package dev.slipway.client.ssh;

import java.util.ArrayList;
import java.util.List;

/** Splits text into words as a shell does: blanks separate, quotes hold together, a backslash takes the next letter. */
final class Words {
    private final String text;
    private final boolean comments;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean inWord;
    private int at;

    private Words(String text, boolean comments) {
        this.text = text;
        this.comments = comments;
    }

    /** @throws IllegalArgumentException when a quote is not closed */
    static List<String> of(String text) {
        return new Words(text, false).split();
    }

    /** The same; a word that starts with {@code #} ends the line. */
    static List<String> ofConfigLine(String text) {
        return new Words(text, true).split();
    }

    private List<String> split() {
        while (at < text.length()) {
            var letter = text.charAt(at++);
            if (comments && letter == '#' && !inWord) {
                break;
            }
            take(letter);
        }
        endWord();
        return words;
    }

    private void take(char letter) {
        switch (letter) {
            case ' ', '\t', '\n', '\r' -> endWord();
            case '\'', '"' -> quoted(letter);
            case '\\' -> escaped();
            default -> append(letter);
        }
    }

    private void quoted(char quote) {
        inWord = true;
        while (at < text.length()) {
            var letter = text.charAt(at++);
            if (letter == quote) {
                return;
            }
            if (letter == '\\' && quote == '"' && at < text.length() && "\"\\".indexOf(text.charAt(at)) >= 0) {
                letter = text.charAt(at++);
            }
            append(letter);
        }
        throw new IllegalArgumentException("a quote is not closed");
    }

    /** At the end of a line it joins the next one. */
    private void escaped() {
        if (at == text.length()) {
            append('\\');
            return;
        }
        var letter = text.charAt(at++);
        if (letter != '\n') {
            append(letter);
        }
    }

    private void append(char letter) {
        word.append(letter);
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        inWord = false;
    }
}
