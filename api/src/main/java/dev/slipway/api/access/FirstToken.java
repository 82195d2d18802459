package dev.slipway.api.access;

import dev.slipway.config.settings.Settings;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The admin token of the first start: written to the 0600 file {@code token} in the home folder, where the CLI finds it, and
 * nowhere else. A file that is there already is taken: so a token can be given before the first start.
 */
@Singleton
final class FirstToken implements ApplicationEventListener<StartupEvent> {
    static final String NAME = "first";
    private static final Logger LOG = LoggerFactory.getLogger(FirstToken.class);

    private final TokenService tokens;
    private final Settings settings;

    FirstToken(TokenService tokens, Settings settings) {
        this.tokens = tokens;
        this.settings = settings;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        if (!tokens.none()) {
            return;
        }
        Path file = settings.home().resolve("token");
        try {
            String text = readOrMake(file);
            tokens.store(NAME, Role.ADMIN, text);
            LOG.info("the first access token is in {}", file);
        } catch (IOException e) {
            throw new UncheckedIOException("The token file " + file + " cannot be read or made", e);
        }
    }

    private static String readOrMake(Path file) throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            String text = TokenText.random();
            Files.writeString(file, text + "\n");
            return text;
        } catch (FileAlreadyExistsException e) {
            return Files.readString(file).strip();
        }
    }
}
