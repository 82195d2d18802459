package dev.slipway.config.process;

import dev.slipway.config.secret.MasterKey;
import dev.slipway.config.settings.ProcessProperties;
import dev.slipway.config.settings.Settings;
import dev.slipway.config.settings.SettingsException;
import dev.slipway.config.settings.SettingsLoader;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Supplier;

/** Starts a process: settings, log, application context. What the user got wrong is one sentence, never a stack trace. */
public final class SlipwayProcess {
    /** Exit status after a wrong setting. */
    public static final int USAGE = 2;

    private SlipwayProcess() {}

    /** Which process it is. */
    public enum Role {
        API,
        WORKER
    }

    /** Reads the settings of the environment; prints what is wrong with them and exits otherwise. */
    public static Settings settingsOrExit() {
        return orExit(() -> SettingsLoader.load(System.getenv()));
    }

    /** Starts the application context of a role; the server in it listens when this returns. */
    public static ApplicationContext start(Role role, Class<?> main, Settings settings, String... arguments) {
        makeHome(settings);
        requireMasterKey(settings);
        // Before any driver is loaded: an H2 file shared by two processes is served on loopback only.
        System.setProperty("h2.bindAddress", "127.0.0.1");
        LogSetup.apply(settings.logging());
        Endpoint endpoint = Endpoint.of(role, settings);
        return new Start(thrown -> StartFailures.sentence(thrown, settings, endpoint.address(), endpoint.portSetting()))
                .args(arguments)
                .mainClass(main)
                .banner(false)
                .properties(ProcessProperties.of(settings, endpoint.application(), endpoint.host(), endpoint.port()))
                .start();
    }

    /** What a process is called and where it listens. */
    private record Endpoint(String application, String host, int port, String portSetting) {
        static Endpoint of(Role role, Settings settings) {
            Settings.Api api = settings.api();
            Settings.Worker worker = settings.worker();
            return switch (role) {
                case API -> new Endpoint("slipway-api", api.host(), api.port(), "SLIPWAY_API_PORT");
                case WORKER -> new Endpoint("slipway-worker", worker.host(), worker.port(), "SLIPWAY_WORKER_PORT");
            };
        }

        String address() {
            return host + ":" + port;
        }
    }

    /** Version of a release, from the manifest; {@code dev} when run from classes. */
    public static String version(Class<?> anchor) {
        return Optional.ofNullable(anchor.getPackage().getImplementationVersion())
                .orElse("dev");
    }

    /** Nothing works without it, and the first who needs it would be far from whoever can mend it. */
    private static void requireMasterKey(Settings settings) {
        orExit(() -> MasterKey.find(settings.secrets().masterKey(), settings.home()));
    }

    private static <T> T orExit(Supplier<T> settings) {
        try {
            return settings.get();
        } catch (SettingsException e) {
            System.err.println(e.getMessage());
            System.exit(USAGE);
            throw e;
        }
    }

    private static void makeHome(Settings settings) {
        try {
            Files.createDirectories(
                    settings.home(),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            System.err.println("The folder " + settings.home() + " cannot be made: choose another with SLIPWAY_HOME.");
            System.exit(USAGE);
        }
    }
}
