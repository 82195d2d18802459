package dev.slipway.client.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same configuration read by {@code ssh -G}, which is right by definition. */
class ConfigAgainstSshTest {
    private static final String CONFIG = """
            # Written as people write it.
            IdentityFile ~/.ssh/always
            Host a b* !bad
                HostName   %h.example.com
                Port=2201
                User "me"
                IdentityFile /keys/first
                identityfile = "/keys/with space"
            Host *.example.com
                Port 2202
                ProxyJump gate.example.com,other:22
            HOST c
            \tuser\tcee
            \tProxyCommand none
                ProxyJump never
            Host "quoted" d
                User dee
                UserKnownHostsFile /dev/null /tmp/x
                HostKeyAlias alias-%h
            Match originalhost e,f
                User matched
            Match host "*.example.com" user me
                Port 1
                HostKeyAlias matched-alias
            Match all
                IdentityFile /keys/last
            Include %s/included
            Host bad
                Port 99
            Host *
                User everybody
                Port 2299
                IdentityFile /keys/star
            """;

    private static final String INCLUDED = """
            Host g
              Port 7
              Include %s/deeper
            Host h
              User included
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "b",
                "bad",
                "b1",
                "c",
                "d",
                "e",
                "f",
                "g",
                "h",
                "quoted",
                "x.example.com",
                "you@a",
                "ssh -p 5 a",
                "ssh -i MINE -l them b",
                "ssh -J elsewhere x.example.com",
                "plain",
            })
    void agrees(String text) throws Exception {
        var home = new Home(folder);
        // ssh leaves out a key file of its command line that does not exist.
        var mine = Files.createFile(folder.resolve("mine")).toString();
        compare(home, text.replace("MINE", mine));
    }

    private void compare(Home home, String text) throws Exception {
        Files.writeString(folder.resolve("deeper"), "User deep\nHost g h\n  HostName deep-%h\n");
        Files.writeString(folder.resolve("included"), INCLUDED.replace("%s", folder.toString()));
        var config = home.config(CONFIG.replace("%s", folder.toString()));
        var target = SshTarget.parse(text);
        var settings = ConfigReader.read(home.environment(Map.of()), target);
        var answer = sshSays(config, text);

        assertThat(settings.first("port").orElse("22")).isEqualTo(one(answer, "port"));
        assertThat(settings.first("user").orElse("(default)")).isEqualTo(one(answer, "user"));
        assertThat(hostName(settings, target)).isEqualTo(one(answer, "hostname"));
        assertThat(settings.all("identityfile")).isEqualTo(all(answer, "identityfile"));
        assertThat(settings.first("proxyjump").orElse("")).isEqualTo(one(answer, "proxyjump"));
        assertThat(settings.first("hostkeyalias").orElse("")).isEqualTo(one(answer, "hostkeyalias"));
    }

    private static String hostName(Settings settings, SshTarget target) {
        return settings.first("hostname").orElse(target.host()).replace("%h", target.host());
    }

    private static List<String> sshSays(Path config, String text) throws IOException, InterruptedException {
        var arguments = text.startsWith("ssh ") ? text.substring(4) : text;
        return Home.run("sh", "-c", "ssh -G -F \"$1\" " + arguments, "sh", config.toString())
                .lines()
                .toList();
    }

    private static String one(List<String> answer, String keyword) {
        return all(answer, keyword).stream().findFirst().orElse("");
    }

    private static List<String> all(List<String> answer, String keyword) {
        return answer.stream()
                .filter(line -> line.startsWith(keyword + " "))
                .map(line -> line.substring(keyword.length() + 1))
                .toList();
    }
}
