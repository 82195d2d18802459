package dev.slipway.client.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.slipway.client.pod.PodKey;
import dev.slipway.client.ssh.SshTargetException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ~/.ssh} says about a target. */
class SshResolverTest {
    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void moveIn() throws Exception {
        home = new Home(folder);
    }

    @Test
    void withoutAConfigurationTheTargetSpeaksForItself() throws Exception {
        var key = home.key("id_ed25519", "");
        var host = resolve("ssh -p 2222 me@gpu.example");
        assertThat(host.display()).isEqualTo("me@gpu.example:2222");
        assertThat(host.identities()).containsExactly(new IdentityFile(key, false, null));
        assertThat(host.hostKeys()).isEmpty();
        assertThat(host.jumps()).isEmpty();
        assertThat(resolve("gpu.example").display()).isEqualTo("local@gpu.example:22");
        assertThat(resolve("root@[::1]:2022").display()).isEqualTo("root@[::1]:2022");
    }

    @Test
    void anAliasIsResolvedAndTheFirstValueWins() throws Exception {
        home.key("work", "");
        home.config("""
                Host other
                  HostName wrong.example
                Host pod pod-?  # mine
                  HostName=10.0.0.%h
                  User = me
                  Port 2222
                  IdentityFile ~/.ssh/work
                Host *
                  User nobody
                  Port 22
                """);
        home.system("ssh_config", "User system\nHostName never.example\n");
        assertThat(resolve("pod").display()).isEqualTo("me@10.0.0.pod:2222");
        assertThat(resolve("pod-7").display()).isEqualTo("me@10.0.0.pod-7:2222");
        assertThat(resolve("you@pod:99").display()).as("the target wins").isEqualTo("you@10.0.0.pod:99");
        assertThat(resolve("pod").identities()).extracting(IdentityFile::path).containsExactly(ssh("work"));
    }

    @Test
    void negationExcludesAndQuotesHold() throws Exception {
        home.key("id_rsa", "");
        home.config("""
                Host *.example !secret.example
                  User "first last"
                Host "quoted.example" x
                  Port 7
                """);
        assertThat(resolve("a.example").user()).isEqualTo("first last");
        assertThat(resolve("secret.example").user()).isEqualTo("local");
        assertThat(resolve("quoted.example").port()).isEqualTo(7);
    }

    @Test
    void includesAreReadWhereTheyStand() throws Exception {
        home.key("id_rsa", "");
        home.ssh("conf.d/10-a", "Host a\n  Port 10\n");
        home.ssh("conf.d/20-b", "Host a\n  Port 20\n  User b\n");
        home.ssh("conf.d/.hidden", "User hidden\n");
        var absolute = home.ssh("elsewhere", "Host *\n  User everywhere\n");
        home.config("Include conf.d/* ~/.ssh/missing\nHost c\n  Include " + absolute + "\n");
        assertThat(resolve("a").display()).isEqualTo("b@a:10");
        assertThat(resolve("c").user()).isEqualTo("everywhere");
        assertThat(resolve("d").user())
                .as("an include in a block of another host")
                .isEqualTo("local");

        home.ssh("circle", "Include circle\n");
        home.config("Include circle\n");
        assertThat(failure("a", Kind.CONFIG_UNUSABLE)).hasMessageContaining("include itself");
    }

    @Test
    void matchLinesHoldWhereTheyCanBeDecidedHere() throws Exception {
        home.key("id_rsa", "");
        home.config("""
                Host alias
                  HostName real.example
                Match host real.example user local
                  Port 1
                Match originalhost alias,other
                  User matched
                Match !localuser local
                  User never
                Match exec "true"
                  User run
                Match all
                  Port 2
                """);
        assertThat(resolve("alias").display()).isEqualTo("matched@real.example:1");
        assertThat(resolve("third").display()).isEqualTo("local@third:2");
    }

    @Test
    void tokensStandForTheirValues() throws Exception {
        var key = home.ssh("keys/me@real.example/alias-local", Files.readString(home.key("k", "")));
        home.config("""
                Host alias
                  HostName real.example
                  User me
                  IdentityFile %d/.ssh/keys/%r@%h/%n-%u
                  UserKnownHostsFile ${HOSTS}/hosts-%p
                """);
        home.ssh("hosts-22", "real.example ssh-ed25519 AAAAC3\n");
        var environment = home.environment(Map.of("HOSTS", ssh("").toString()));
        var host = new SshResolver(environment).resolve(SshTarget.parse("alias"));
        assertThat(host.identities()).extracting(IdentityFile::path).containsExactly(key);
        assertThat(host.hostKeys()).containsExactly("ssh-ed25519 AAAAC3");
        assertThat(failure("alias", Kind.CONFIG_UNUSABLE)).hasMessageContaining("HOSTS");
    }

    @Test
    void jumpsAreResolvedEachForItself() throws Exception {
        home.key("id_ed25519", "");
        home.key("gatekey", "");
        home.config("""
                Host pod
                  ProxyJump gate,me@inner:2022
                Host gate
                  HostName gate.example
                  User keeper
                  IdentityFile ~/.ssh/gatekey
                  ProxyJump front
                Host front
                  HostName front.example
                """);
        home.ssh("known_hosts", "gate.example ssh-ed25519 AAAAGATE\n[inner]:2022 ssh-rsa AAAAINNER\n");
        var jumps = resolve("pod").jumps();
        assertThat(jumps)
                .extracting(ResolvedHost::display)
                .containsExactly("local@front.example:22", "keeper@gate.example:22", "me@inner:2022");
        assertThat(jumps.get(1).identities().getFirst().path()).isEqualTo(ssh("gatekey"));
        assertThat(jumps.get(1).hostKeys()).containsExactly("ssh-ed25519 AAAAGATE");
        assertThat(jumps.get(2).hostKeys()).containsExactly("ssh-rsa AAAAINNER");
        assertThat(jumps).allMatch(jump -> jump.jumps().isEmpty());
        assertThat(resolve("ssh -J inner pod").jumps())
                .extracting(ResolvedHost::display)
                .containsExactly("local@inner:22");
        assertThat(resolve("ssh -o ProxyJump=none pod").jumps()).isEmpty();
    }

    @Test
    void aJumpForEverybodyDoesNotGoThroughItself() throws Exception {
        home.key("id_ed25519", "");
        home.config("Host *\n  ProxyJump gate\n");
        assertThat(resolve("pod").jumps()).extracting(ResolvedHost::host).containsExactly("gate");
        assertThat(resolve("gate").jumps()).isEmpty();
        home.config("Host a\n  ProxyJump b\nHost b\n  ProxyJump a\n");
        assertThat(failure("a", Kind.CONFIG_UNUSABLE)).hasMessageContaining("circle");
    }

    @Test
    void theOldWayToJumpIsUnderstoodAndOtherCommandsAreNotRun() throws Exception {
        home.key("id_ed25519", "");
        home.config("""
                Host old
                  ProxyCommand ssh -q -p 2022 -W %h:%p keeper@gate
                Host cloud
                  ProxyCommand aws ssm start-session --target %h
                Host none
                  ProxyCommand none
                Host * !gate
                  ProxyJump late
                """);
        assertThat(resolve("old").jumps()).extracting(ResolvedHost::display).containsExactly("keeper@gate:2022");
        assertThat(failure("cloud", Kind.CONFIG_UNUSABLE)).hasMessageContaining("ProxyCommand");
        assertThat(resolve("none").jumps()).isEmpty();
    }

    @Test
    void theAccessForTheServerHoldsKeysAndNoFileNames() throws Exception {
        var key = home.key("id_ed25519", "secret phrase");
        var gateKey = home.key("gatekey", "");
        home.config("Host pod\n  ProxyJump gate\nHost gate\n  IdentityFile ~/.ssh/gatekey\n");
        var access = resolve("pod").access(identity -> {
            assertThat(identity.path()).isEqualTo(key);
            return "secret phrase";
        });
        assertThat(access.key()).isEqualTo(new PodKey(Files.readString(key), "secret phrase", null));
        assertThat(access.jumps().getFirst().key()).isEqualTo(new PodKey(Files.readString(gateKey), null, null));
        assertThat(access.toString()).doesNotContain("secret phrase", "BEGIN", key.toString());

        var onServer = new SshResolver(home.environment(Map.of()))
                .resolveWithoutIdentity(SshTarget.parse("pod"))
                .accessWithIdentityOnServer("/keys/pod", identity -> "unused");
        assertThat(onServer.key()).isNull();
        assertThat(onServer.identityOnServer()).isEqualTo("/keys/pod");
        assertThat(onServer.jumps().getFirst().key()).isNotNull();
    }

    private ResolvedHost resolve(String text) {
        return new SshResolver(home.environment(Map.of())).resolve(SshTarget.parse(text));
    }

    private SshTargetException failure(String text, Kind kind) {
        var thrown = catchThrowableOfType(SshTargetException.class, () -> resolve(text));
        assertThat(thrown).isNotNull();
        assertThat(thrown.kind()).isEqualTo(kind);
        assertThat(thrown).hasMessageEndingWith(".");
        return thrown;
    }

    private Path ssh(String name) throws IOException {
        return home.path().resolve(".ssh").resolve(name);
    }
}
