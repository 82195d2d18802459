package dev.slipway.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of {@link DeterminismTest} is broken by every method of {@link Offender} that stands there for it. */
class OffenceTest {
    static Stream<Arguments> rules() {
        return Stream.of(
                Arguments.of(DeterminismTest.NO_CLOCK, Offender.OfClock.class),
                Arguments.of(DeterminismTest.NO_RANDOM, Offender.OfRandom.class),
                Arguments.of(DeterminismTest.NO_THREADS, Offender.OfThreads.class),
                Arguments.of(DeterminismTest.NO_NETWORK_AND_NO_PROCESSES, Offender.OfNetworkAndProcesses.class),
                Arguments.of(DeterminismTest.NO_FILES, Offender.OfFiles.class),
                Arguments.of(DeterminismTest.NO_ENVIRONMENT, Offender.OfEnvironment.class),
                Arguments.of(DeterminismTest.ONLY_TEMPORAL, Offender.OfTemporal.class));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void everyOffenceIsFound(ArchRule rule, Class<?> offender) {
        List<String> found = violations(rule, offender);

        assertThat(methods(offender)).isNotEmpty().allSatisfy(method -> assertThat(found)
                .anyMatch(violation -> violation.contains("Method <" + offender.getName() + "." + method + "(")));
    }

    @Test
    void aStaticThatChangesIsFound() {
        assertThat(violations(DeterminismTest.NO_MUTABLE_STATICS, Offender.class))
                .singleElement()
                .asString()
                .contains("Offender.counter");
    }

    private static List<String> violations(ArchRule rule, Class<?> offender) {
        return rule.evaluate(new ClassFileImporter().importClasses(offender))
                .getFailureReport()
                .getDetails();
    }

    private static List<String> methods(Class<?> offender) {
        return Arrays.stream(offender.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .map(Method::getName)
                .toList();
    }
}
