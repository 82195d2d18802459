package dev.slipway.client.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A machine as people name it: {@code user@host}, {@code user@host:port}, an alias of {@code ~/.ssh/config},
 * {@code ssh://user@host:port}, or a whole command as rental providers show it ({@code ssh -p 2222 -i key user@host}).
 *
 * @param text what was given, for showing it back
 * @param host name, address or alias
 * @param settings what the text itself says, first one first; it wins over {@code ~/.ssh/config}
 */
public record SshTarget(String text, String host, List<Setting> settings) {
    public SshTarget {
        settings = List.copyOf(settings);
    }

    /**
     * Reads what was pasted.
     *
     * @throws SshTargetException of kind TARGET_INVALID, saying in one sentence what is wrong
     */
    public static SshTarget parse(String text) {
        return SshArguments.parse(text);
    }

    /** The value of a setting in the text, for example {@code port}. */
    public Optional<String> setting(String keyword) {
        return settings.stream()
                .filter(setting -> setting.keyword().equals(keyword))
                .map(Setting::value)
                .findFirst();
    }

    /** The same machine with a key file that goes before all others. */
    public SshTarget withIdentityFile(String path) {
        return with(new Setting("identityfile", path));
    }

    /** The same machine with the host keys of this file instead of the usual ones. */
    public SshTarget withKnownHostsFile(String path) {
        return with(new Setting("userknownhostsfile", "\"" + path + "\""))
                .with(new Setting("globalknownhostsfile", "none"));
    }

    private SshTarget with(Setting setting) {
        var all = new ArrayList<>(List.of(setting));
        all.addAll(settings);
        return new SshTarget(text, host, all);
    }
}
