package dev.slipway.store.run;

/** Text as a column can hold it: PostgreSQL refuses the character NUL, which logs contain now and then. */
final class StorableText {
    private StorableText() {}

    static String of(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
