package dev.slipway.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.slipway.workflows.deployment.DeploymentWorld;
import dev.slipway.workflows.deployment.StartWorld;
import dev.slipway.workflows.deployment.StopWorld;
import dev.slipway.workflows.model.DownloadWorld;
import dev.slipway.workflows.model.RemovalWorld;
import dev.slipway.workflows.pod.SetUpWorld;
import dev.slipway.workflows.testing.CalledOptions;
import dev.slipway.workflows.testing.FaultKind;
import dev.slipway.workflows.testing.Golden;
import dev.slipway.workflows.testing.OneFault;
import dev.slipway.workflows.testing.World;
import io.temporal.activity.ActivityInterface;
import io.temporal.client.WorkflowFailedException;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The timeouts and retries of every activity stand in one file: each line is a decision, and a change is seen in review. */
class ActivityOptionsTest {
    private final CalledOptions called = new CalledOptions();

    @Test
    void every_activity_is_called_with_these_timeouts_and_retries() {
        runWithUndos(SetUpWorld::new);
        runWithUndos(DownloadWorld::new);
        runWithUndos(RemovalWorld::new);
        runWithUndos(StartWorld::new);
        runWithUndos(StopWorld::new);
        end(new SetUpWorld(OneFault.none(), called).withBrokenRuntimeInUse());
        try (var pods = new SetUpWorld(OneFault.none(), called)) {
            pods.inspect();
        }
        try (var deployments = new DeploymentWorld(called)) {
            deployments.startAndJoin();
        }

        Golden.assertMatches("activity-options.txt", String.join("\n", called.lines()) + "\n");
        assertThat(typesCalled()).containsExactlyInAnyOrderElementsOf(typesDeclared());
    }

    /** The good path, and one for each call that fails, so that everything is undone. */
    private void runWithUndos(BiFunction<OneFault, CalledOptions, World> worlds) {
        var good = OneFault.none();
        end(worlds.apply(good, called));
        for (OneFault.Call call : good.calls()) {
            end(worlds.apply(OneFault.at(call.number(), FaultKind.FAIL_AFTER), called));
        }
    }

    private static void end(World world) {
        try (world) {
            world.begin().getResult(Object.class);
        } catch (WorkflowFailedException asWanted) {
            // Only the calls count.
        }
    }

    private Set<String> typesCalled() {
        return called.lines().stream()
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toSet());
    }

    private static Set<String> typesDeclared() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("dev.slipway.workflows")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(ActivityInterface.class))
                        .map(JavaClass::reflect)
                        .flatMap(type -> POJOActivityInterfaceMetadata.newInstance(type).getMethodsMetadata().stream())
                        .map(method -> method.getActivityTypeName())
                        .collect(Collectors.toSet());
    }
}
