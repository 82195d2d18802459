package dev.slipway.dist.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library from the days of Java 5 on the class path of a program. */
class CachedLibrariesTest {
    private static final LocalDateTime THEN = LocalDateTime.of(2009, 4, 1, 12, 0);
    private static final MethodTypeDesc LARGER =
            MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_int, ConstantDescs.CD_int);

    @TempDir
    private Path folder;

    private Path program = Path.of("");
    private Path library = Path.of("");

    @BeforeEach
    void prepare() throws IOException {
        program = folder.resolve("program.jar");
        library = folder.resolve("old-library.jar");
        jar(program, Map.of("META-INF/MANIFEST.MF", text("Manifest-Version: 1.0\nClass-Path: old-library.jar\n")));
        jar(library, library());
    }

    private static Map<String, byte[]> library() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("META-INF/MANIFEST.MF", text("Manifest-Version: 1.0\nImplementation-Version: 5\n"));
        entries.put("META-INF/LICENSE", text("Do what you want."));
        entries.put("Old.class", larger("Old", ClassFile.JAVA_5_VERSION));
        entries.put("New.class", larger("New", ClassFile.JAVA_21_VERSION));
        return entries;
    }

    @Test
    void oldClassesGetStackMapsAndNothingElseChanges() throws Exception {
        assertThat(CachedLibraries.rewrite(program)).containsExactly(library);

        Map<String, byte[]> before = library();
        try (var jar = new JarFile(library.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName)).containsExactlyElementsOf(before.keySet());
            assertThat(jar.stream().map(JarEntry::getTimeLocal)).containsOnly(THEN);
            for (String same : new String[] {"META-INF/MANIFEST.MF", "META-INF/LICENSE", "New.class"}) {
                assertThat(content(jar, same)).isEqualTo(before.get(same));
            }
            assertThat(StackMaps.version(content(jar, "Old.class"))).isEqualTo(ClassFile.JAVA_8_VERSION);
        }
    }

    @Test
    void theRewrittenClassPassesTheVerifierAndDoesWhatItDid() throws Exception {
        CachedLibraries.rewrite(program);

        try (var loader = new URLClassLoader(new URL[] {library.toUri().toURL()})) {
            var larger = loader.loadClass("Old").getMethod("larger", int.class, int.class);
            assertThat(larger.invoke(null, 3, 7)).isEqualTo(7);
            assertThat(larger.invoke(null, 9, 7)).isEqualTo(9);
        }
    }

    @Test
    void aSecondRunChangesNothingAndAnotherBuildWritesTheSameBytes() throws IOException {
        FileTime time = Files.getLastModifiedTime(library);
        CachedLibraries.rewrite(program);
        byte[] first = Files.readAllBytes(library);

        assertThat(Files.getLastModifiedTime(library)).isEqualTo(time);
        assertThat(CachedLibraries.rewrite(program)).isEmpty();
        assertThat(Files.readAllBytes(library)).isEqualTo(first);

        jar(library, library());
        CachedLibraries.rewrite(program);
        assertThat(Files.readAllBytes(library)).isEqualTo(first);
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void aSignedJarIsRefusedAndLeftAlone() throws IOException {
        Map<String, byte[]> entries = library();
        entries.put("META-INF/SOMEBODY.SF", text("Signature-Version: 1.0\n"));
        jar(library, entries);
        byte[] before = Files.readAllBytes(library);

        assertThatThrownBy(() -> CachedLibraries.rewrite(program)).hasMessageContaining("is signed");
        assertThat(Files.readAllBytes(library)).isEqualTo(before);
    }

    /** A class with a branch, since only a method that branches needs a stack map. */
    private static byte[] larger(String name, int version) {
        return ClassFile.of().build(ClassDesc.of(name), type -> type.withVersion(version, 0)
                .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_SUPER)
                .withMethodBody("larger", LARGER, ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC, code -> {
                    var second = code.newLabel();
                    code.iload(0)
                            .iload(1)
                            .if_icmplt(second)
                            .iload(0)
                            .ireturn()
                            .labelBinding(second)
                            .iload(1)
                            .ireturn();
                }));
    }

    private static void jar(Path file, Map<String, byte[]> entries) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file);
                var out = new ZipOutputStream(stream)) {
            for (Map.Entry<String, byte[]> content : entries.entrySet()) {
                var entry = new ZipEntry(content.getKey());
                entry.setTimeLocal(THEN);
                out.putNextEntry(entry);
                out.write(content.getValue());
                out.closeEntry();
            }
        }
    }

    private static byte[] content(JarFile jar, String name) throws IOException {
        var bytes = new ByteArrayOutputStream();
        jar.getInputStream(jar.getJarEntry(name)).transferTo(bytes);
        return bytes.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
