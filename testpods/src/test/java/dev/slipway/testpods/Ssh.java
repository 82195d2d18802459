package dev.slipway.testpods;

import dev.slipway.testpods.openssh.SshLogin;
import dev.slipway.testpods.process.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The system's {@code ssh} client. */
public final class Ssh {
    private Ssh() {}

    /** Runs a command that must end with 0; both outputs, stripped. */
    public static String run(SshLogin login, String command) {
        return Tool.run(new ProcessBuilder(login.sshCommand(command))).strip();
    }

    /** Runs a command with this standard input, whatever its exit code. */
    public static Ended ended(SshLogin login, String command, String stdin) throws IOException, InterruptedException {
        var process = new ProcessBuilder(login.sshCommand(command)).start();
        try (var input = process.getOutputStream()) {
            input.write(stdin.getBytes(StandardCharsets.UTF_8));
        }
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        var error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output, error);
    }

    /** How a command ended. */
    public record Ended(int status, String output, String error) {}
}
