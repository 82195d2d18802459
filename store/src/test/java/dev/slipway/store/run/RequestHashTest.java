package dev.slipway.store.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.workflows.run.RunKind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestHashTest {
    private record Request(String name, Map<String, String> environment) {}

    /** The order of such a map differs between processes; the expected text is of another one. */
    @Test
    void is_the_same_in_every_process() {
        var request = new Request("chat", Map.of("A", "1", "B", "2", "C", "3", "D", "4", "E", "5", "F", "6"));

        assertThat(RequestHash.of(RunKind.START, request))
                .isEqualTo("b7acd9efabeb0ef54131018d60bb2fbda31ef9f6c0f75e6e7c3ebdd324662e40");
    }

    @Test
    void does_not_depend_on_the_order_in_which_a_map_was_filled() {
        var one = new LinkedHashMap<String, String>();
        one.put("A", "1");
        one.put("B", "2");
        var other = new LinkedHashMap<String, String>();
        other.put("B", "2");
        other.put("A", "1");

        assertThat(RequestHash.of(RunKind.START, new Request("chat", one)))
                .isEqualTo(RequestHash.of(RunKind.START, new Request("chat", other)));
    }

    @Test
    void tells_kinds_and_values_apart() {
        var request = new Request("chat", Map.of());

        assertThat(RequestHash.of(RunKind.START, request))
                .isNotEqualTo(RequestHash.of(RunKind.STOP, request))
                .isNotEqualTo(RequestHash.of(RunKind.START, new Request("chat2", Map.of())));
    }
}
