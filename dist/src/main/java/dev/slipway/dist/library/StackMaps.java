package dev.slipway.dist.library;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.nio.ByteBuffer;

/**
 * Gives classes from before Java 6 what newer ones have: a stack map for each method. The JVM checks a class without them
 * the slow way, and keeps none of it in an ahead-of-time cache, so that it is read and checked anew at every start.
 */
public final class StackMaps {
    /** The first version whose classes the JVM keeps in an ahead-of-time cache. */
    public static final int OLDEST_KEPT = ClassFile.JAVA_6_VERSION;

    /** Java 8, since whatever is newer changes the meaning of something. */
    private static final int WRITTEN = ClassFile.JAVA_8_VERSION;

    private static final int MAGIC = 0xCAFEBABE;
    private static final int VERSION_OFFSET = 6;

    private final ClassFile classFile;

    /**
     * @param libraries tells of the classes beside those of the JDK that the rewritten ones name; a class that it does not
     *     know, and whose ancestors matter, fails the rewriting
     */
    public StackMaps(ClassLoader libraries) {
        ClassHierarchyResolver hierarchy =
                ClassHierarchyResolver.defaultResolver().orElse(ClassHierarchyResolver.ofResourceParsing(libraries));
        classFile = ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ClassHierarchyResolverOption.of(hierarchy.cached()));
    }

    /** The major version of a class, or 0 for bytes that are none. */
    public static int version(byte[] bytes) {
        if (bytes.length < VERSION_OFFSET + 2 || ByteBuffer.wrap(bytes).getInt() != MAGIC) {
            return 0;
        }
        return ByteBuffer.wrap(bytes).getShort(VERSION_OFFSET);
    }

    /** Whether the bytes are a class that is too old for the cache. */
    public static boolean missing(byte[] bytes) {
        int version = version(bytes);
        return version > 0 && version < OLDEST_KEPT;
    }

    /**
     * The same class as one of Java 8.
     *
     * @throws IllegalArgumentException for a class that cannot be understood, or names one that is not there
     */
    public byte[] added(byte[] bytes) {
        // Code that is merely passed on is copied as it is; code that is taken apart is written anew, with its stack
        // map.
        ClassTransform rewritten = ClassTransform.transformingMethodBodies((code, element) -> code.with(element));
        ClassTransform renumbered = (builder, element) ->
                builder.with(element instanceof ClassFileVersion ? ClassFileVersion.of(WRITTEN, 0) : element);
        return classFile.transformClass(classFile.parse(bytes), renumbered.andThen(rewritten));
    }
}
