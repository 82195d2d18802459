package dev.slipway.workflows;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.Formatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Scanner;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What no workflow may do, an offence a method. It is never run; {@link OffenceTest} holds the rules against it. */
@SuppressWarnings({"all", "unused"})
final class Offender {
    static int counter;

    private Offender() {}

    /** Offences against {@link DeterminismTest#NO_CLOCK}. */
    static final class OfClock {
        Object currentTimeMillis() {
            return System.currentTimeMillis();
        }

        Object nanoTime() {
            return System.nanoTime();
        }

        Object instant() {
            return Instant.now();
        }

        Object instantOfAClock(Object clock) {
            return Instant.now((Clock) clock);
        }

        Object localDate() {
            return LocalDate.now();
        }

        Object localDateInAZone() {
            return LocalDate.now(ZoneOffset.UTC);
        }

        Object localTime() {
            return LocalTime.now();
        }

        Object localDateTime() {
            return LocalDateTime.now();
        }

        Object offsetDateTime() {
            return OffsetDateTime.now();
        }

        Object zonedDateTime() {
            return ZonedDateTime.now();
        }

        Object year() {
            return Year.now();
        }

        Object zone() {
            return ZoneId.systemDefault();
        }

        Object source() {
            return InstantSource.system();
        }

        Object date() {
            return new Date();
        }

        Object calendar() {
            return Calendar.getInstance();
        }

        /** A reference to a method counts like a call. */
        java.util.function.Supplier<Instant> reference() {
            return Instant::now;
        }
    }

    /** Offences against {@link DeterminismTest#NO_RANDOM}. */
    static final class OfRandom {
        Object random() {
            return new Random();
        }

        Object secure() {
            return new SecureRandom();
        }

        Object ofThread() {
            return ThreadLocalRandom.current();
        }

        Object math() {
            return Math.random();
        }

        Object strictMath() {
            return StrictMath.random();
        }

        Object uuid() {
            return UUID.randomUUID();
        }

        void shuffle(List<String> list) {
            Collections.shuffle(list);
        }

        Object identity() {
            return System.identityHashCode(this);
        }
    }

    /** Offences against {@link DeterminismTest#NO_THREADS}. */
    static final class OfThreads {
        void thread() {
            new Thread(() -> {}).start();
        }

        void virtualThread() {
            Thread.ofVirtual().start(() -> {});
        }

        void sleep() throws InterruptedException {
            Thread.sleep(1);
        }

        Object threadLocal() {
            return new ThreadLocal<String>();
        }

        Object timer() {
            return new Timer();
        }

        Object future() {
            return CompletableFuture.runAsync(() -> {});
        }

        void lock() {
            new ReentrantLock().lock();
        }

        Object parallelStream(List<String> list) {
            return list.parallelStream();
        }

        Object parallel(List<String> list) {
            return list.stream().parallel();
        }
    }

    /** Offences against {@link DeterminismTest#NO_NETWORK_AND_NO_PROCESSES}. */
    static final class OfNetworkAndProcesses {
        Object url() throws IOException {
            return URI.create("http://127.0.0.1").toURL().openStream();
        }

        Object client() {
            return java.net.http.HttpClient.newHttpClient();
        }

        Object channel() throws IOException {
            return SocketChannel.open();
        }

        Object tls() {
            return javax.net.ssl.SSLSocketFactory.getDefault();
        }

        Object database() throws java.sql.SQLException {
            return java.sql.DriverManager.getConnection("jdbc:none");
        }

        Object builder() throws IOException {
            return new ProcessBuilder("true").start();
        }

        Object exec() throws IOException {
            return Runtime.getRuntime().exec(new String[] {"true"});
        }

        Object processors() {
            return Runtime.getRuntime().availableProcessors();
        }

        Object pid() {
            return ProcessHandle.current().pid();
        }
    }

    /** Offences against {@link DeterminismTest#NO_FILES}. */
    static final class OfFiles {
        Object file() {
            return new File("name").exists();
        }

        Object files() throws IOException {
            return Files.readString(Path.of("name"));
        }

        Object inputStream() throws IOException {
            return new FileInputStream("name");
        }

        Object reader() throws IOException {
            return new FileReader("name");
        }

        Object writer() throws IOException {
            return new FileWriter("name");
        }

        Object printWriter() throws IOException {
            return new PrintWriter("name");
        }

        Object randomAccess() throws IOException {
            return new RandomAccessFile("name", "r");
        }

        Object formatter() throws IOException {
            return new Formatter("name");
        }

        Object scanner() {
            return new Scanner(System.in);
        }

        void output() {
            System.out.println("lost in a replay, or written twice");
        }
    }

    /** Offences against {@link DeterminismTest#NO_ENVIRONMENT}. */
    static final class OfEnvironment {
        Object all() {
            return System.getenv();
        }

        @Nullable
        Object one() {
            return System.getenv("HOME");
        }

        @Nullable
        Object property() {
            return System.getProperty("user.home");
        }

        @Nullable
        Object propertyOrElse() {
            return System.getProperty("user.home", "");
        }

        Object properties() {
            return System.getProperties();
        }

        Object flag() {
            return Boolean.getBoolean("flag");
        }

        @Nullable
        Object number() {
            return Integer.getInteger("number");
        }

        void exit() {
            System.exit(1);
        }

        Object locale() {
            return Locale.getDefault();
        }

        Object charset() {
            return Charset.defaultCharset();
        }
    }

    /** Offences against {@link DeterminismTest#ONLY_TEMPORAL}. */
    static final class OfTemporal {
        Object guava() {
            return com.google.common.collect.ImmutableList.of();
        }

        Object json() {
            return new com.google.gson.Gson();
        }
    }
}
