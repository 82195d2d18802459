package dev.slipway.e2e;

import java.util.regex.Pattern;

/** The id of the run that a command with {@code --detach} prints. */
final class RunId {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private RunId() {}

    static String in(String output) {
        var found = UUID.matcher(output);
        if (!found.find()) {
            throw new AssertionError("no run in: " + output);
        }
        return found.group();
    }
}
