package dev.slipway.testpods;

import dev.slipway.testpods.real.PodSpec;
import dev.slipway.testpods.real.RealPods;
import java.util.LinkedHashMap;

/**
 * Starts a real pod for trying the product by hand, prints one JSON line ({@code name}, {@code ssh}, {@code identity},
 * {@code knownHosts}, {@code home}, {@code hub}, {@code hubRoot}) and stays until it is killed.
 *
 * <p>{@code java -cp ... dev.slipway.testpods.RealPodMain [NAME[:GPU-PROFILE]]}
 */
public final class RealPodMain {
    private RealPodMain() {}

    /** Starts the pod. */
    public static void main(String... arguments) throws InterruptedException {
        var wanted = (arguments.length == 0 ? "pod" : arguments[0]).split(":", 2);
        var pods = RealPods.start(wanted.length == 1 ? PodSpec.cpu(wanted[0]) : PodSpec.gpus(wanted[0], wanted[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(pods::close, "stop-pod"));
        var pod = pods.pod(wanted[0]);
        var line = new LinkedHashMap<String, String>();
        line.put("name", pod.name());
        line.put("ssh", pod.login().target());
        line.put("identity", pod.login().identity().toString());
        line.put("knownHosts", pod.login().knownHosts().toString());
        line.put("home", pod.home().toString());
        line.put("hub", pods.hub().endpoint());
        line.put("hubRoot", pods.hub().root().toString());
        System.out.println(JsonLine.of(line));
        Thread.currentThread().join();
    }
}
