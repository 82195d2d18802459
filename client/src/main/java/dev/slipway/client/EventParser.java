package dev.slipway.client;

import java.util.Optional;

/** Server-sent events, line by line, as far as Slipway uses them: id, event, data and comments. */
final class EventParser {
    private final StringBuilder data = new StringBuilder();
    private String id = "";
    private String name = "";

    /** Takes a line; answers an event where the line, an empty one, completes it. */
    Optional<Event> line(String line) {
        if (line.isEmpty()) {
            return complete();
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        String text = value.startsWith(" ") ? value.substring(1) : value;
        switch (field) {
            case "id" -> id = text;
            case "event" -> name = text;
            case "data" -> data.append(data.isEmpty() ? "" : "\n").append(text);
            default -> {
                // A comment, or a field that the standard says to ignore.
            }
        }
        return Optional.empty();
    }

    void reset() {
        data.setLength(0);
        name = "";
    }

    private Optional<Event> complete() {
        Event event = new Event(id, name, data.toString());
        boolean empty = data.isEmpty();
        reset();
        return empty ? Optional.empty() : Optional.of(event);
    }

    record Event(String id, String name, String data) {}
}
