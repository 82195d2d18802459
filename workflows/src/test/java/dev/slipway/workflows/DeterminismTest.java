package dev.slipway.workflows;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/**
 * Workflow code is replayed: nothing in it may depend on when, where or how often it runs. {@link OffenceTest} shows that
 * each rule is broken by what it is there for.
 */
@AnalyzeClasses(packages = "dev.slipway.workflows", importOptions = ImportOption.DoNotIncludeTests.class)
class DeterminismTest {
    @ArchTest
    static final ArchRule NO_CLOCK = noClasses()
            .should()
            .accessTargetWhere(method("java.time", "now", "systemDefault"))
            .orShould()
            .accessTargetWhere(method("java.lang.System", "currentTimeMillis", "nanoTime"))
            .orShould()
            .dependOnClassesThat(assignableToAny(
                    java.time.InstantSource.class,
                    java.util.Date.class,
                    java.util.Calendar.class,
                    java.util.TimeZone.class));

    @ArchTest
    static final ArchRule NO_RANDOM = noClasses()
            .should()
            .dependOnClassesThat(assignableToAny(java.util.random.RandomGenerator.class))
            .orShould()
            .accessTargetWhere(method("java.util.UUID", "randomUUID"))
            .orShould()
            .accessTargetWhere(method("java.util.Collections", "shuffle"))
            .orShould()
            .accessTargetWhere(method("java.lang", "random", "identityHashCode"));

    @ArchTest
    static final ArchRule NO_THREADS = noClasses()
            .should()
            .dependOnClassesThat(
                    assignableToAny(Thread.class, ThreadLocal.class, ScopedValue.class, java.util.Timer.class))
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..")
            .orShould()
            .accessTargetWhere(method("java.util", "parallel", "parallelStream"));

    @ArchTest
    static final ArchRule NO_NETWORK_AND_NO_PROCESSES = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "javax.net..", "java.rmi..", "java.nio.channels..", "java.sql..")
            .orShould()
            .dependOnClassesThat(
                    assignableToAny(ProcessBuilder.class, Process.class, ProcessHandle.class, Runtime.class));

    /** Of java.io only what reads the scripts that are packed with the classes; the rest has ways to open files. */
    @ArchTest
    static final ArchRule NO_FILES = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.nio.file..", "java.util.zip..", "java.util.jar..")
            .orShould()
            .dependOnClassesThat(resideInAPackage("java.io")
                    .and(not(belongToAnyOf(
                            java.io.InputStream.class,
                            java.io.IOException.class,
                            java.io.UncheckedIOException.class,
                            java.io.Serializable.class))))
            .orShould()
            .dependOnClassesThat(assignableToAny(java.util.Scanner.class, java.util.Formatter.class));

    @ArchTest
    static final ArchRule NO_ENVIRONMENT = noClasses()
            .should()
            .accessTargetWhere(method("java.lang.System", "getenv", "getProperty", "getProperties", "exit"))
            .orShould()
            .accessTargetWhere(method("java.lang", "getBoolean", "getInteger", "getLong"))
            .orShould()
            .accessTargetWhere(method("java.util.Locale", "getDefault"))
            .orShould()
            .accessTargetWhere(method("java.nio.charset.Charset", "defaultCharset"));

    @ArchTest
    static final ArchRule NO_MUTABLE_STATICS =
            fields().that().areStatic().should().beFinal();

    /** The enforcer keeps libraries from being added; this one keeps what Temporal's SDK brings along from being used. */
    @ArchTest
    static final ArchRule ONLY_TEMPORAL = classes()
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("dev.slipway.workflows..", "java..", "io.temporal..", "org.jspecify.."));

    /** A call of, or a reference to, a method with one of the names: of a class, or of any class of a package and those below it. */
    private static DescribedPredicate<JavaAccess<?>> method(String owner, String... names) {
        List<String> wanted = List.of(names);
        return DescribedPredicate.describe(
                owner + " with a name of " + wanted,
                call -> wanted.contains(call.getTarget().getName())
                        && (call.getTargetOwner().getName() + ".").startsWith(owner + "."));
    }

    private static DescribedPredicate<JavaClass> assignableToAny(Class<?>... types) {
        return DescribedPredicate.describe(
                "are assignable to any of " + List.of(types),
                found -> List.of(types).stream().anyMatch(found::isAssignableTo));
    }
}
