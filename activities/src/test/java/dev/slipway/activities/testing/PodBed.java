package dev.slipway.activities.testing;

import dev.slipway.config.catalogue.Catalogue;
import dev.slipway.config.secret.MasterKey;
import dev.slipway.config.secret.SecretBox;
import dev.slipway.config.secret.SecretLookup;
import dev.slipway.config.settings.Settings;
import dev.slipway.ssh.access.StoredAccess;
import dev.slipway.store.json.Json;
import dev.slipway.store.pod.PodRepository;
import dev.slipway.store.pod.PodRow;
import dev.slipway.store.run.RunIds;
import dev.slipway.store.run.RunRepository;
import dev.slipway.store.run.RunRow;
import dev.slipway.testpods.openssh.SshLogin;
import dev.slipway.workflows.pod.PodStatus;
import dev.slipway.workflows.run.RunKind;
import dev.slipway.workflows.run.RunStatus;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** All beans of the activities over a new store in memory. Pods are added by their login. */
public final class PodBed implements AutoCloseable {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    private static final Duration LONG = Duration.ofMinutes(5);

    private final SecretBox box = new SecretBox(MasterKey.find(KEY, Path.of("/none")));
    private final ApplicationContext context;

    private PodBed(String hubToken, Duration idle) {
        context = ApplicationContext.builder()
                .properties(Map.of(
                        "datasources.default.url",
                        "jdbc:h2:mem:" + UUID.randomUUID()
                                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                                + ";DB_CLOSE_DELAY=-1",
                        "datasources.default.username",
                        "slipway",
                        "datasources.default.password",
                        "",
                        "datasources.default.dialect",
                        "POSTGRES",
                        "datasources.default.maximum-pool-size",
                        4,
                        "flyway.datasources.default.enabled",
                        true))
                .singletons(
                        box,
                        new SecretLookup(new Settings.Secrets(KEY, "", hubToken)),
                        ports(),
                        new Settings.Ssh(Duration.ofSeconds(10), idle),
                        Catalogue.load(Path.of("/none")))
                .start();
    }

    public static PodBed open() {
        return new PodBed("", LONG);
    }

    /** As in a worker that closes unused connections so soon. */
    public static PodBed withIdleTimeout(Duration idle) {
        return new PodBed("", idle);
    }

    /** As in a worker whose environment has a token of the Hub. */
    public static PodBed withHubToken(String token) {
        return new PodBed(token, LONG);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Stores a pod that is reached by this login, with the host key not pinned yet. */
    public void addPod(String name, SshLogin login, Map<String, String> environment) {
        addPod(name, login, environment, Map.of());
    }

    /** Stores a pod with secret variables too. */
    public void addPod(String name, SshLogin login, Map<String, String> environment, Map<String, String> secrets) {
        addPod(name, login.target(), access(login), environment, secrets);
    }

    /** Stores a pod that nobody can reach: for what asks the store alone. */
    public void addPodOutOfReach(String name, Map<String, String> environment, Map<String, String> secrets) {
        var nowhere = new StoredAccess("nobody", "pod.invalid", 22, "no key", null, null, null, List.of(), List.of());
        addPod(name, "nobody@pod.invalid", nowhere, environment, secrets);
    }

    private void addPod(
            String name,
            String target,
            StoredAccess access,
            Map<String, String> environment,
            Map<String, String> secrets) {
        bean(PodRepository.class)
                .save(new PodRow(
                        name,
                        target,
                        box.seal(PodRow.accessContext(name), access.toBytes()),
                        "",
                        "shell",
                        "~/.slipway",
                        "",
                        "",
                        Json.write(environment),
                        secrets.isEmpty() ? null : box.sealText(PodRow.secretsContext(name), Json.write(secrets)),
                        false,
                        "",
                        "",
                        PodStatus.NEW,
                        "",
                        "{}",
                        0,
                        1,
                        1));
    }

    /** Stores a run of a pod, and answers its id. */
    public String addRun(String pod) {
        String id = RunIds.next(System.currentTimeMillis());
        bean(RunRepository.class)
                .save(new RunRow(
                        id,
                        RunKind.SET_UP,
                        pod,
                        "",
                        "",
                        "setup/" + pod,
                        "",
                        "hash",
                        "{}",
                        RunStatus.PENDING,
                        "",
                        "",
                        0,
                        0,
                        0,
                        0,
                        0,
                        1,
                        1,
                        0));
        return id;
    }

    /** Pods of tests share this machine's loopback with whatever else is tested on it. */
    private static Settings.Ports ports() {
        int first = ThreadLocalRandom.current().nextInt(15_000, 32_000);
        return new Settings.Ports(first, first + 99);
    }

    @Override
    public void close() {
        context.close();
    }

    private static StoredAccess access(SshLogin login) {
        return new StoredAccess(
                login.user(), login.host(), login.port(), login.privateKey(), null, null, null, List.of(), List.of());
    }
}
