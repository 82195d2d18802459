package dev.slipway.testpods;

import dev.slipway.testpods.simulated.PodControl;
import dev.slipway.testpods.simulated.PodOptions;
import dev.slipway.testpods.simulated.SimulatedPod;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/**
 * Starts a simulated pod, prints one JSON line ({@code name}, {@code ssh}, {@code identity}, {@code knownHosts},
 * {@code home}, {@code hub}, {@code model}) and stays until it is killed; then nothing of it is left running.
 *
 * <p>{@code java -cp ... dev.slipway.testpods.SimulatedPodMain --home DIR [--port P] [--gpus PROFILE|none]}
 */
public final class SimulatedPodMain {
    private SimulatedPodMain() {}

    /** Starts the pod; exit code 2 for a wrong argument. */
    public static void main(String... arguments) throws InterruptedException {
        var pod = SimulatedPod.start(options(arguments));
        Runtime.getRuntime().addShutdownHook(new Thread(pod::close, "stop-pod"));
        var line = new LinkedHashMap<String, String>();
        line.put("name", pod.login().name());
        line.put("ssh", pod.login().target());
        line.put("identity", pod.login().identity().toString());
        line.put("knownHosts", pod.login().knownHosts().toString());
        line.put("home", pod.login().home().toString());
        line.put("hub", pod.hub().endpoint());
        line.put("model", SimulatedPod.MODEL);
        System.out.println(JsonLine.of(line));
        new PodControl(pod).obey();
    }

    private static PodOptions options(String... arguments) {
        var options = PodOptions.defaults();
        for (var position = 0; position < arguments.length; position += 2) {
            var value = position + 1 < arguments.length ? arguments[position + 1] : usage(arguments[position]);
            options = switch (arguments[position]) {
                case "--home" -> options.in(Path.of(value));
                case "--port" -> options.port(Integer.parseInt(value));
                case "--gpus" -> value.equals("none") ? options.withoutGpus() : options.gpus(value);
                default -> throw new IllegalArgumentException(usage(arguments[position]));
            };
        }
        return options;
    }

    private static String usage(String wrong) {
        System.err.println(wrong + "? usage: SimulatedPodMain --home DIR [--port P] [--gpus PROFILE|none]");
        System.exit(2);
        return "";
    }
}
