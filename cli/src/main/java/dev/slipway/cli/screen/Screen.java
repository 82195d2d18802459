package dev.slipway.cli.screen;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Where the command writes and whom it may ask.
 *
 * @param out results
 * @param errors what went wrong, and progress when the result is JSON
 * @param in answers of the user
 * @param interactive whether a person reads and can answer
 * @param live whether lines may be drawn over, and coloured
 */
public record Screen(PrintStream out, PrintStream errors, InputStream in, boolean interactive, boolean live) {
    public void line(String text) {
        out.println(Plain.text(text));
    }

    public void error(String text) {
        errors.println(Plain.text(text));
    }

    /** Asks a question; empty when the user closed the input. */
    public Optional<String> ask(String question) {
        errors.print(Plain.text(question) + " ");
        errors.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(in, Charset.defaultCharset())).readLine();
            return Optional.ofNullable(answer).map(String::strip);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The same without showing what is typed, where the terminal can do that. */
    public Optional<String> askSecretly(String question) {
        Optional<Console> console = Optional.ofNullable(in == System.in ? System.console() : null);
        if (console.isEmpty()) {
            return ask(question);
        }
        return Optional.ofNullable(console.get().readPassword("%s ", Plain.text(question)))
                .map(String::new);
    }

    public boolean confirmed(String question) {
        return ask(question + " [y/N]")
                .filter(answer -> answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"))
                .isPresent();
    }

    /** The first of the two that the terminal's character set has. */
    public String symbol(String wanted, String plain) {
        return out.charset().newEncoder().canEncode(wanted) ? wanted : plain;
    }
}
