package dev.slipway.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON as the wire has it: times in ISO 8601; what a newer server adds is ignored. */
public final class JsonCodec {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .build();

    private static final String STRANGER = "The answer is not one of a Slipway server.";

    private JsonCodec() {}

    /** The text of a record of this module, for requests and for {@code -o json}. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
        }
    }

    /**
     * Reads one value.
     *
     * @throws ApiUnreachableException when the text is not that: then no Slipway server wrote it
     */
    public static <T> T read(String text, Class<T> type) {
        try {
            return present(MAPPER.readValue(text, type));
        } catch (JsonProcessingException e) {
            throw new ApiUnreachableException(STRANGER, e);
        }
    }

    static <T> List<T> readList(String text, Class<T> type) {
        try {
            return present(MAPPER.readerForListOf(type).<List<T>>readValue(text));
        } catch (JsonProcessingException e) {
            throw new ApiUnreachableException(STRANGER, e);
        }
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new ApiUnreachableException(STRANGER);
        }
        return value;
    }
}
