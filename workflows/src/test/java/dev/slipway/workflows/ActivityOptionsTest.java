package dev.slipway.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.deployment.DeploymentWorld;
import dev.slipway.workflows.deployment.StartWorld;
import dev.slipway.workflows.deployment.StopWorld;
import dev.slipway.workflows.model.DownloadWorld;
import dev.slipway.workflows.model.RemovalWorld;
import dev.slipway.workflows.pod.SetUpWorld;
import dev.slipway.workflows.run.RunActivities;
import dev.slipway.workflows.testing.CalledOptions;
import dev.slipway.workflows.testing.FaultKind;
import dev.slipway.workflows.testing.Golden;
import dev.slipway.workflows.testing.OneFault;
import dev.slipway.workflows.testing.World;
import io.temporal.activity.ActivityInterface;
import io.temporal.client.WorkflowFailedException;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The timeouts and retries of every activity stand in one file: each line is a decision, and a change is seen in review. */
class ActivityOptionsTest {
    private final CalledOptions called = new CalledOptions();

    @Test
    void every_activity_is_called_with_these_timeouts_and_retries() throws Exception {
        runAndUndo(SetUpWorld::new, "verify");
        runAndUndo(DownloadWorld::new, "record");
        runAndUndo(RemovalWorld::new, "aside");
        runAndUndo(StartWorld::new, "record");
        runAndUndo(StopWorld::new, "end");
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

    /** The good path, and one that fails in the last step that is undone with all before it. */
    private void runAndUndo(BiFunction<OneFault, CalledOptions, World> worlds, String step) {
        end(worlds.apply(OneFault.none(), called));
        end(worlds.apply(OneFault.in(step, FaultKind.FAIL_AFTER), called));
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

    private static Set<String> typesDeclared() throws Exception {
        Path classes = Path.of(RunActivities.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        var types = new HashSet<String>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                Class<?> type =
                        Class.forName(className(classes.relativize(file)), false, RunActivities.class.getClassLoader());
                if (type.isAnnotationPresent(ActivityInterface.class)) {
                    POJOActivityInterfaceMetadata.newInstance(type)
                            .getMethodsMetadata()
                            .forEach(method -> types.add(method.getActivityTypeName()));
                }
            }
        }
        return types;
    }

    private static String className(Path file) {
        return file.toString().replace(".class", "").replace('/', '.');
    }
}
