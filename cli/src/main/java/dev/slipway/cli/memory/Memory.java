package dev.slipway.cli.memory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The file {@code cli.json}. Reading needs no lock, since the file is only ever replaced whole; writers take turns. A file
 * that cannot be understood is kept beside it under another name, said, and begun anew. What a newer version wrote is kept.
 */
public final class Memory {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ACTIVE_PODS = "activePods";
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final Path file;
    private final Clock clock;
    private final Consumer<String> warnings;

    /**
     * Nothing is read or made yet.
     *
     * @param folder home folder; made when something is first remembered
     * @param warnings takes a sentence where the file had to be set aside or cannot be used
     */
    public Memory(Path folder, Clock clock, Consumer<String> warnings) {
        this.file = folder.resolve("cli.json");
        this.clock = clock;
        this.warnings = warnings;
    }

    /** The active pod of a server. */
    public Optional<String> activePod(String server) {
        return Optional.of(read().path(ACTIVE_PODS).path(server).asText("")).filter(name -> !name.isEmpty());
    }

    public void activate(String server, String pod) {
        change(content -> content.withObjectProperty(ACTIVE_PODS).put(server, pod));
    }

    /** Makes a pod the active one where there is none yet. */
    public void activateFirst(String server, String pod) {
        change(content -> {
            ObjectNode pods = content.withObjectProperty(ACTIVE_PODS);
            if (pods.path(server).asText("").isEmpty()) {
                pods.put(server, pod);
            }
        });
    }

    /** Forgets a pod that was removed. */
    public void forget(String server, String pod) {
        if (activePod(server).filter(pod::equals).isEmpty()) {
            return;
        }
        change(content -> {
            ObjectNode pods = content.withObjectProperty(ACTIVE_PODS);
            if (pods.path(server).asText("").equals(pod)) {
                pods.remove(server);
            }
        });
    }

    private void change(Consumer<ObjectNode> change) {
        locked(() -> {
            ObjectNode content = understood().orElseGet(this::setAside);
            change.accept(content);
            replace(content);
        });
    }

    private ObjectNode read() {
        try {
            return understood().orElseGet(() -> {
                // Only under the lock: meanwhile somebody else may have set it aside and written a good one.
                locked(() -> {
                    if (understood().isEmpty()) {
                        setAside();
                    }
                });
                return MAPPER.createObjectNode();
            });
        } catch (IOException e) {
            warnings.accept(file + " cannot be read: " + e.getMessage());
            return MAPPER.createObjectNode();
        }
    }

    private void locked(Action action) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                            file.resolveSibling("cli.json.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = lock(channel)) {
                action.run();
            }
        } catch (IOException e) {
            warnings.accept(file + " cannot be written, so the active pod is not remembered: " + e.getMessage());
        }
    }

    /** Waits for other processes; threads of this one are told by an exception, and wait too. */
    private static FileLock lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                return channel.lock();
            } catch (OverlappingFileLockException e) {
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private void replace(ObjectNode content) throws IOException {
        Path next = file.resolveSibling("cli.json.new");
        byte[] bytes = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(content);
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (ByteBuffer buffer = ByteBuffer.wrap(bytes); buffer.hasRemaining(); ) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The content; empty when it is none of ours. A missing file is an empty memory. */
    private Optional<ObjectNode> understood() throws IOException {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return MAPPER.readTree(text) instanceof ObjectNode content
                            && (content.path(ACTIVE_PODS).isObject() || !content.has(ACTIVE_PODS))
                    ? Optional.of(content)
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of(MAPPER.createObjectNode());
        } catch (JsonProcessingException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private ObjectNode setAside() {
        Path kept = file.resolveSibling("cli.json.broken-" + STAMP.format(clock.instant()));
        try {
            Files.move(file, kept, StandardCopyOption.ATOMIC_MOVE);
            warnings.accept(file + " could not be understood; it is kept as " + kept.getFileName()
                    + ". Choose the active pod again with `slipway pods active NAME`.");
        } catch (IOException e) {
            warnings.accept(file + " could not be understood, nor moved away: " + e.getMessage());
        }
        return MAPPER.createObjectNode();
    }

    private interface Action {
        void run() throws IOException;
    }
}
