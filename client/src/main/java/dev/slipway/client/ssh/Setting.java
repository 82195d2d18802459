package dev.slipway.client.ssh;

import java.util.Locale;

/**
 * One setting in the words of {@code ssh_config(5)}.
 *
 * @param keyword in lower case
 * @param value as written, without quotes
 */
public record Setting(String keyword, String value) {
    public Setting {
        keyword = keyword.toLowerCase(Locale.ROOT);
    }
}
