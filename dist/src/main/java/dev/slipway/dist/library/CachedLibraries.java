package dev.slipway.dist.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A step of the build: makes each jar on a program's class path one that an ahead-of-time cache can keep whole. Jars whose
 * classes are all new enough are left as they are, so a second run changes nothing. docs/adr/0004 says why.
 */
public final class CachedLibraries {
    private CachedLibraries() {}

    /**
     * Rewrites and says what it rewrote.
     *
     * @param programs the programs' jars, each beside the jars that its manifest names
     */
    public static void main(String[] programs) throws IOException {
        for (String program : programs) {
            for (Path rewritten : rewrite(Path.of(program))) {
                System.out.println("Stack maps added: " + rewritten.getFileName());
            }
        }
    }

    /**
     * Rewrites what has to be rewritten on the class path of one program.
     *
     * @return the jars that were changed
     * @throws IOException also for a signed jar, whose classes nobody may change
     */
    static List<Path> rewrite(Path program) throws IOException {
        List<Path> jars = classPath(program);
        List<Path> rewritten = new ArrayList<>();
        try (var libraries = new URLClassLoader(urls(jars), ClassLoader.getPlatformClassLoader())) {
            var stackMaps = new StackMaps(libraries);
            for (Path jar : jars) {
                if (needsRewriting(jar)) {
                    rewrite(jar, stackMaps);
                    rewritten.add(jar);
                }
            }
        }
        return rewritten;
    }

    /** The program's jar and those that its manifest names. */
    public static List<Path> classPath(Path program) throws IOException {
        List<Path> jars = new ArrayList<>(List.of(program));
        try (var jar = new JarFile(program.toFile())) {
            String named = jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            for (String name : named == null ? new String[0] : named.split(" ")) {
                jars.add(program.resolveSibling(name));
            }
        }
        return jars;
    }

    private static URL[] urls(List<Path> jars) throws MalformedURLException {
        var urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = jars.get(i).toUri().toURL();
        }
        return urls;
    }

    private static boolean needsRewriting(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            boolean signed = false;
            boolean old = false;
            for (JarEntry entry : jar.stream().toList()) {
                signed |= entry.getName().matches("META-INF/[^/]*\\.SF");
                old |= isClass(entry) && StackMaps.missing(content(jar, entry));
            }
            if (signed && old) {
                throw new IOException(file + " is signed, so its classes from before Java 6 must stay as they are.");
            }
            return old;
        }
    }

    /** Same entries, order and times; only classes that are too old differ. The file's time stays too: caches look at it. */
    private static void rewrite(Path file, StackMaps stackMaps) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try (var jar = new JarFile(file.toFile());
                OutputStream stream = Files.newOutputStream(next);
                var out = new ZipOutputStream(stream)) {
            for (JarEntry entry : jar.stream().toList()) {
                byte[] bytes = content(jar, entry);
                var copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                out.write(isClass(entry) && StackMaps.missing(bytes) ? stackMaps.added(bytes) : bytes);
                out.closeEntry();
            }
        }
        Files.setLastModifiedTime(next, Files.getLastModifiedTime(file));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean isClass(ZipEntry entry) {
        return entry.getName().endsWith(".class");
    }

    private static byte[] content(JarFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}
