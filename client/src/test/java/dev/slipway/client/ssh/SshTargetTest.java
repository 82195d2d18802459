package dev.slipway.client.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.client.ssh.SshTargetException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people paste, and what they mistype. */
class SshTargetTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "user@host | user | host | -",
                "host | - | host | -",
                "user@host:2222 | user | host | 2222",
                "host:22 | - | host | 22",
                "my_pod-1.example.com | - | my_pod-1.example.com | -",
                "ssh://user@host:2222 | user | host | 2222",
                "ssh://host/ | - | host | -",
                "ssh://us%40er@host | us@er | host | -",
                "a@b@host | a@b | host | -",
                "user@[2001:db8::1]:2222 | user | 2001:db8::1 | 2222",
                "[::1] | - | ::1 | -",
                "user@fe80::1%eth0 | user | fe80::1%eth0 | -",
                "ssh user@host | user | host | -",
                "ssh -p 2222 user@host | user | host | 2222",
                "ssh -p2222 user@host | user | host | 2222",
                "ssh user@host -p 2222 | user | host | 2222",
                "root@1.2.3.4 -p 22104 | root | 1.2.3.4 | 22104",
                "$ ssh root@1.2.3.4 | root | 1.2.3.4 | -",
                "/usr/bin/ssh -l me host | me | host | -",
                "ssh -o Port=2222 -o 'User me' host | me | host | 2222",
                "ssh -oPort=2222 host | - | host | 2222",
                "ssh -AtCvp 2222 host -L 8080:localhost:8080 -N | - | host | 2222",
                "ssh -4 -- host | - | host | -",
                "ssh -p 1 -p 2 host:3 | - | host | 1",
                "ssh -o StrictHostKeyChecking=no host | - | host | -",
            })
    void isUnderstood(String text, String user, String host, Integer port) {
        var target = SshTarget.parse(text);
        assertThat(target.host()).isEqualTo(host);
        assertThat(target.setting("user").orElse(null)).isEqualTo(user);
        assertThat(target.setting("port").map(Integer::valueOf).orElse(null)).isEqualTo(port);
        assertThat(target.text()).isEqualTo(text);
    }

    @Test
    void keysAndJumpsAreKept() {
        var target = SshTarget.parse("ssh -i '~/my keys/id' -J gate:2022,me@inner user@host -i second");
        assertThat(target.settings())
                .containsExactly(
                        new Setting("identityfile", "~/my keys/id"),
                        new Setting("proxyjump", "gate:2022,me@inner"),
                        new Setting("user", "user"),
                        new Setting("identityfile", "second"));
        assertThat(SshTarget.parse("ssh -o IdentityFile=key host").setting("identityfile"))
                .contains("key");
        assertThat(target.withIdentityFile("first").setting("identityfile")).contains("first");
    }

    @Test
    void aCommandOverSeveralLinesIsOne() {
        var target = SshTarget.parse("ssh -p 2222 \\\n  -i key \\\n  root@host\n");
        assertThat(target.host()).isEqualTo("host");
        assertThat(target.setting("port")).contains("2222");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "ssh",
                "ssh -p 22",
                "@host",
                "user@",
                "user@:22",
                "host:",
                "host:port",
                "host:0",
                "host:65536",
                "host:-1",
                "user@host:/path",
                "[::1",
                "[::1]22",
                "-oProxyCommand=x",
                "user@-oProxyCommand=x",
                "-host",
                "ho$t",
                "host;id",
                "host`id`",
                "$(id)@host",
                "us;er@host",
                "user@host && id",
                "ssh user@host nvidia-smi",
                "ssh -p",
                "ssh -Z host",
                "ssh -p x host",
                "ssh -F other host",
                "ssh 'host",
                "ssh -o Port host",
                "ssh -o Port= host",
                "ssh -l '$(id)' host",
                "https://host",
                "ssh://",
                "scp file host:",
                "ho st",
                "host/x",
                "user@ho\u0000st",
                "user@host\u001b[0m",
                "ssh://us%zzer@host",
            })
    void badInputIsAnsweredInOneSentence(String text) {
        var thrown = catchThrowableOfType(SshTargetException.class, () -> SshTarget.parse(text));
        assertThat(thrown).as("`%s` is refused", text).isNotNull();
        assertThat(thrown.kind()).isEqualTo(Kind.TARGET_INVALID);
        assertThat(thrown.kind().code()).isEqualTo("TARGET_INVALID");
        assertThat(thrown).hasMessageEndingWith(".");
        assertThat(String.valueOf(thrown.getMessage()).split("\\. ")).hasSize(1);
    }
}
