package dev.slipway.ssh.job;

import java.util.regex.Pattern;

/** Which texts may name a job, a run or a step: they become names of folders on the pod. */
final class Names {
    /** No leading dot, so neither {@code ..} nor a hidden folder; short enough for a file name with more in it. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    private Names() {}

    /** @throws IllegalArgumentException for anything else */
    static String check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a job, run or step: " + LogText.clean(name));
        }
        return name;
    }
}
