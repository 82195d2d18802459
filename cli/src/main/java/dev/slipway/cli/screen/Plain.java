package dev.slipway.cli.screen;

/** Text from elsewhere, made safe to show: it cannot move the cursor, change colours or forge lines of a table. */
public final class Plain {
    private Plain() {}

    /** Without control characters but line ends and tabs. */
    public static String text(String text) {
        if (text.chars().noneMatch(Plain::unsafe)) {
            return text;
        }
        var clean = new StringBuilder(text.length());
        text.chars().filter(character -> !unsafe(character)).forEach(character -> clean.append((char) character));
        return clean.toString();
    }

    /** In one line. */
    public static String line(String text) {
        return text(text.replaceAll("\\s*[\\r\\n\\t]+\\s*", " "));
    }

    private static boolean unsafe(int character) {
        return Character.isISOControl(character) && character != '\n' && character != '\t';
    }
}
