package dev.slipway.client.ssh;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the arguments of an {@code ssh} command: keeps what says where the machine is, ignores what says what to do there. */
final class SshArguments {
    private static final String FLAGS = "46AaCfGgKkMNnqsTtVvXxYy";
    /** Forwardings, logs, escape characters and the like: taken with their value, and not used. */
    private static final String IGNORED_WITH_VALUE = "BbcDEeILmOQRSWw";

    private final String text;
    private final List<Setting> settings = new ArrayList<>();
    private @Nullable String host;

    private SshArguments(String text) {
        this.text = text;
    }

    static SshTarget parse(String text) {
        return new SshArguments(text.strip()).read();
    }

    private SshTarget read() {
        var words = words();
        while (words.hasNext()) {
            var word = words.next();
            if (word.startsWith("-") && word.length() > 1) {
                options(word, words);
                continue;
            }
            if (host != null) {
                throw HostText.invalid(
                        "`%s` names a machine and then a command; only the machine is needed.".formatted(text));
            }
            var parsed = HostText.parse(word);
            host = parsed.host();
            settings.addAll(parsed.settings());
        }
        if (host == null) {
            throw HostText.invalid("No machine is named: write user@host, user@host:port or the whole ssh command.");
        }
        return new SshTarget(text, host, settings);
    }

    /** Without the prompt and the name of the program, with which people copy it. */
    private Iterator<String> words() {
        try {
            var words = new ArrayList<>(Words.of(text));
            if (!words.isEmpty() && words.getFirst().equals("$")) {
                words.removeFirst();
            }
            if (!words.isEmpty() && words.getFirst().matches("(.*/)?ssh")) {
                words.removeFirst();
            }
            return words.iterator();
        } catch (IllegalArgumentException e) {
            throw HostText.invalid("`%s` has a quote that is not closed.".formatted(text));
        }
    }

    /** One word of options: flags may stand together, and a value may follow in the same word or the next. */
    private void options(String word, Iterator<String> words) {
        if (word.equals("--")) {
            return;
        }
        for (var at = 1; at < word.length(); at++) {
            var option = word.charAt(at);
            if (FLAGS.indexOf(option) >= 0) {
                continue;
            }
            var rest = word.substring(at + 1);
            if (rest.isEmpty() && !words.hasNext()) {
                throw HostText.invalid(
                        "The option -%s in `%s` needs a value or is none of ssh's.".formatted(option, text));
            }
            option(option, rest.isEmpty() ? words.next() : rest);
            return;
        }
    }

    private void option(char option, String value) {
        switch (option) {
            case 'p' -> settings.add(HostText.port(value, text));
            case 'l' -> settings.add(new Setting("user", HostText.checkUser(value, text)));
            case 'i' -> settings.add(new Setting("identityfile", value));
            case 'J' -> settings.add(new Setting("proxyjump", value));
            case 'o' -> setting(value);
            case 'F' ->
                throw HostText.invalid("The option -F in `%s` names another configuration, which Slipway does not read."
                        .formatted(text));
            default -> {
                if (IGNORED_WITH_VALUE.indexOf(option) < 0) {
                    throw HostText.invalid("The option -%s in `%s` is none of ssh's.".formatted(option, text));
                }
            }
        }
    }

    /** {@code -o Keyword=value} or {@code -o "Keyword value"}. */
    private void setting(String value) {
        var parts = value.strip().split("\\s*=\\s*|\\s+", 2);
        if (parts.length < 2 || parts[1].isEmpty()) {
            throw HostText.invalid("The option -o in `%s` needs the form Keyword=value.".formatted(text));
        }
        switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "port" -> settings.add(HostText.port(parts[1], text));
            case "user" -> settings.add(new Setting("user", HostText.checkUser(parts[1], text)));
            default -> settings.add(new Setting(parts[0], parts[1]));
        }
    }
}
