package dev.slipway.testpods.openssh;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings of a server, in the words of {@code sshd_config(5)}.
 *
 * @param settings keyword to value, one each
 */
public record SshdOptions(Map<String, String> settings) {
    public SshdOptions {
        settings = Map.copyOf(settings);
    }

    /** OpenSSH's own limits, public keys only, forwarding on. */
    public static SshdOptions defaults() {
        var settings = new LinkedHashMap<String, String>();
        settings.put("ListenAddress", "127.0.0.1");
        settings.put("StrictModes", "no");
        settings.put("UsePAM", "no");
        settings.put("PermitRootLogin", "prohibit-password");
        settings.put("PasswordAuthentication", "no");
        settings.put("KbdInteractiveAuthentication", "no");
        settings.put("LogLevel", "VERBOSE"); // tells each channel that is opened
        settings.put("Subsystem", "sftp internal-sftp");
        return new SshdOptions(settings);
    }

    /** Sets any keyword. */
    public SshdOptions with(String keyword, String value) {
        var more = new LinkedHashMap<>(settings);
        more.put(keyword, value);
        return new SshdOptions(more);
    }

    public SshdOptions maxSessions(int count) {
        return with("MaxSessions", Integer.toString(count));
    }

    public SshdOptions allowTcpForwarding(boolean allowed) {
        return with("AllowTcpForwarding", allowed ? "yes" : "no");
    }

    String text() {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " " + setting.getValue() + "\n")
                .sorted()
                .collect(Collectors.joining());
    }
}
