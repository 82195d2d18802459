package dev.slipway.client.ssh;

import dev.slipway.client.ssh.SshTargetException.Kind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One word that names a machine: {@code [user@]host[:port]} or {@code ssh://[user@]host[:port]}, IPv6 in brackets.
 *
 * @param host name, address or alias, without brackets
 * @param settings user and port where given
 */
record HostText(String host, List<Setting> settings) {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:%][A-Za-z0-9_.:%-]*");
    /** As OpenSSH refuses them: what a shell could take for more than a name. */
    private static final Pattern USER = Pattern.compile("(?!-)[^\\s\\p{Cntrl}'\"`$\\\\;&<>|(){},*?!#/]+");

    static HostText parse(String word) {
        var uri = word.startsWith("ssh://");
        var rest = uri ? stripSlash(word.substring("ssh://".length())) : word;
        var settings = new ArrayList<Setting>();
        var ampersat = rest.lastIndexOf('@');
        if (ampersat >= 0) {
            var user = rest.substring(0, ampersat);
            settings.add(new Setting("user", checkUser(uri ? decode(user, word) : user, word)));
            rest = rest.substring(ampersat + 1);
        }
        return hostAndPort(rest, word, settings);
    }

    private static HostText hostAndPort(String rest, String word, List<Setting> settings) {
        if (rest.startsWith("[")) {
            return bracketed(rest, word, settings);
        }
        var colon = rest.indexOf(':');
        if (colon < 0 || rest.indexOf(':', colon + 1) >= 0) {
            // Several colons: an IPv6 address without brackets, which leaves no place for a port.
            return new HostText(checkHost(rest, word), settings);
        }
        settings.add(port(rest.substring(colon + 1), word));
        return new HostText(checkHost(rest.substring(0, colon), word), settings);
    }

    private static HostText bracketed(String rest, String word, List<Setting> settings) {
        var end = rest.indexOf(']');
        if (end < 0) {
            throw invalid("`%s` opens a bracket and does not close it.".formatted(word));
        }
        var behind = rest.substring(end + 1);
        if (behind.startsWith(":")) {
            settings.add(port(behind.substring(1), word));
        } else if (!behind.isEmpty()) {
            throw invalid("`%s` has something other than a port behind its bracket.".formatted(word));
        }
        return new HostText(checkHost(rest.substring(1, end), word), settings);
    }

    static Setting port(String text, String word) {
        if (text.matches("[0-9]{1,5}")) {
            var number = Integer.parseInt(text);
            if (number >= 1 && number <= 65_535) {
                return new Setting("port", Integer.toString(number));
            }
        }
        throw invalid("The port in `%s` must be a number from 1 to 65535.".formatted(word));
    }

    static String checkUser(String user, String word) {
        if (!USER.matcher(user).matches()) {
            throw invalid("The user name in `%s` is empty or has a character that no user name has.".formatted(word));
        }
        return user;
    }

    private static String checkHost(String host, String word) {
        if (!HOST.matcher(host).matches()) {
            throw invalid("The host name in `%s` is empty or has a character that no host name has.".formatted(word));
        }
        return host;
    }

    private static String decode(String user, String word) {
        try {
            return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid("The user name in `%s` has a percent sign that escapes nothing.".formatted(word));
        }
    }

    private static String stripSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    static SshTargetException invalid(String message) {
        return new SshTargetException(Kind.TARGET_INVALID, message);
    }
}
