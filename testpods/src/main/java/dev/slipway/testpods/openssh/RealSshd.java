package dev.slipway.testpods.openssh;

import dev.slipway.testpods.process.BootIdentity;
import dev.slipway.testpods.process.LoopbackPort;
import dev.slipway.testpods.process.PodFolder;
import dev.slipway.testpods.process.PodProcess;
import dev.slipway.testpods.process.PodProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A real OpenSSH server on a free port of 127.0.0.1, in a temporary folder of its own.
 *
 * <p>Each home has its own key; the key decides into which home a client logs in. All commands run as the user of this JVM.
 * {@link #close} ends the server and everything that still runs below its homes, and deletes the folder.
 */
public final class RealSshd implements AutoCloseable {
    private final Path folder;
    private final int port;
    private final String marker = UUID.randomUUID().toString();
    private final Map<String, PodHome> homes = new LinkedHashMap<>();
    private final PodProcesses processes;
    private final Listener listener;

    private RealSshd(SshdOptions options, Path folder) {
        this.folder = folder;
        this.port = LoopbackPort.free();
        this.processes = new PodProcesses(marker, folder.resolve("homes"));
        PodFolder.executable(PodFolder.copyResource("openssh/podshell", podshell()));
        PodFolder.write(authorizedKeys(), "");
        var configuration = PodFolder.write(
                folder.resolve("sshd/sshd_config"),
                options.text()
                        + "Port %d\nHostKey %s\nPidFile none\nAuthorizedKeysFile %s\n"
                                .formatted(port, hostKeyFile(), authorizedKeys()));
        this.listener = new Listener(configuration, folder.resolve("sshd/sshd.log"), port);
        makeHostKey();
    }

    /** A server with one home called {@code pod}. */
    public static RealSshd start() {
        return start(SshdOptions.defaults(), HomeSpec.named("pod"));
    }

    /** A server with these homes, which listens when this returns. */
    public static RealSshd start(SshdOptions options, HomeSpec... homes) {
        var server = new RealSshd(options, PodFolder.temporary("slipway-sshd-"));
        try {
            List.of(homes).forEach(server::addHome);
            server.startListening();
            return server;
        } catch (RuntimeException failure) {
            server.close();
            throw failure;
        }
    }

    /** Adds a home to the running server. */
    public SshLogin addHome(HomeSpec spec) {
        var home = PodHome.create(spec, folder);
        homes.put(spec.name(), home);
        authorize(home, home.key());
        return login(spec.name());
    }

    /** Makes one more key for a home; the login answered uses it. */
    public SshLogin addKey(String name, KeyType type, String passphrase) {
        var file = folder.resolve("keys").resolve(name + "-" + UUID.randomUUID());
        var key = KeyPair.generate(file, type, passphrase);
        authorize(home(name), key);
        return loginWith(home(name), key);
    }

    /** The first home's login. */
    public SshLogin login() {
        return login(homes.keySet().iterator().next());
    }

    /** A home's login. */
    public SshLogin login(String name) {
        return loginWith(home(name), home(name).key());
    }

    /** A login with a key that the server does not know. */
    public SshLogin strangerLogin() {
        var file = folder.resolve("keys").resolve("stranger-" + UUID.randomUUID());
        return loginWith(homes.values().iterator().next(), KeyPair.generate(file, KeyType.ED25519, ""));
    }

    public int port() {
        return port;
    }

    /** The server's folder: {@code homes/}, {@code keys/}, {@code sshd/}. */
    public Path folder() {
        return folder;
    }

    /** Stops listening; open connections go on, new ones are refused. */
    public void stopListening() {
        listener.stop();
    }

    /** Listens again on the same port; returns when connections are accepted. */
    public void startListening() {
        listener.start();
    }

    /** Cuts every open connection; commands that run on the pod are not touched. */
    public void dropConnections() {
        listener.dropConnections();
    }

    /** Server processes of the connections that are open now. */
    public int connectionCount() {
        return listener.connections().size();
    }

    /** Channels for commands and shells that clients have opened since the server was made; tunnels do not count. */
    public int channelCount() {
        return listener.channels();
    }

    /** Lets the server and its connections answer nothing any more, without closing anything. */
    public void freeze() {
        listener.signal("STOP");
    }

    /** Undoes {@link #freeze}. */
    public void thaw() {
        listener.signal("CONT");
    }

    /**
     * Lets the machine look rebooted: every command and connection ends, and what runs from now on sees another boot id.
     *
     * @throws UnsupportedOperationException without root or mount namespaces
     */
    public void reboot() {
        new BootIdentity(Path.of(podshell() + ".boot_id")).renew();
        processes.endAll();
        listener.dropConnections();
    }

    /** A new host key, in effect for the next connection; {@link SshLogin#hostKey} of a new login is the new one. */
    public void changeHostKey() {
        listener.stop();
        PodFolder.delete(hostKeyFile());
        PodFolder.delete(Path.of(hostKeyFile() + ".pub"));
        makeHostKey();
        listener.start();
    }

    /** What runs below the homes now, without the server itself: empty when a pod was left as found. */
    public List<PodProcess> processes() {
        return processes.living();
    }

    @Override
    public void close() {
        listener.signal("CONT");
        listener.stop();
        listener.dropConnections();
        processes.endAll();
        PodFolder.delete(folder);
    }

    private void makeHostKey() {
        var key = KeyPair.generate(hostKeyFile(), KeyType.ED25519, "");
        PodFolder.write(knownHosts(), "[127.0.0.1]:" + port + " " + key.publicKey() + "\n");
    }

    private void authorize(PodHome home, KeyPair key) {
        try {
            Files.writeString(
                    authorizedKeys(), home.authorizedLine(key, podshell(), marker), StandardOpenOption.APPEND);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private SshLogin loginWith(PodHome home, KeyPair key) {
        return new SshLogin(
                home.name(),
                System.getProperty("user.name"),
                "127.0.0.1",
                port,
                key.privateKeyFile(),
                knownHosts(),
                home.folder());
    }

    private PodHome home(String name) {
        var home = homes.get(name);
        if (home == null) {
            throw new IllegalArgumentException("no such home: " + name);
        }
        return home;
    }

    private Path podshell() {
        return folder.resolve("sshd/podshell");
    }

    private Path authorizedKeys() {
        return folder.resolve("sshd/authorized_keys");
    }

    private Path hostKeyFile() {
        return folder.resolve("sshd/hostkey");
    }

    private Path knownHosts() {
        return folder.resolve("sshd/known_hosts");
    }
}
