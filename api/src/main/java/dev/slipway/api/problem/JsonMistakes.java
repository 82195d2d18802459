package dev.slipway.api.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.Optional;
import java.util.stream.Collectors;

/** What is wrong with a JSON body, in one sentence. Jackson's own texts quote the body, which may hold a secret: not these. */
final class JsonMistakes {
    private JsonMistakes() {}

    static Optional<String> sentence(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof JacksonException mistake) {
                return Optional.of(describe(mistake));
            }
        }
        return Optional.empty();
    }

    private static String describe(JacksonException mistake) {
        if (mistake instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(Object::toString)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return "There is no field \"" + path(unknown) + "\"; there are: " + known + ".";
        }
        if (mistake instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            return "The field \"" + path(mapping) + "\" has a value of the wrong type.";
        }
        if (mistake instanceof JsonMappingException) {
            return "The body is not a JSON object of the expected form.";
        }
        JsonLocation place = mistake.getLocation();
        return place == null
                ? "The body is not JSON."
                : "The body is not JSON (line %d, column %d).".formatted(place.getLineNr(), place.getColumnNr());
    }

    private static String path(JsonMappingException mistake) {
        return mistake.getPath().stream()
                .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                .collect(Collectors.joining("."));
    }
}
