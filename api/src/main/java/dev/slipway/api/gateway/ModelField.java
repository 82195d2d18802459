package dev.slipway.api.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.slipway.api.request.InputRules;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The field {@code model} of a request body. Only what stands before it is parsed; all other bytes are forwarded untouched.
 *
 * @param name its value
 * @param start offset of the value's first quote
 * @param end offset behind its last quote
 */
record ModelField(String name, int start, int end) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** Finds the field on the top level of an object. */
    static ModelField find(byte[] body) {
        try (JsonParser parser = FACTORY.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw InputRules.invalid("The body must be a JSON object.");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean found = parser.currentName().equals("model");
                JsonToken value = parser.nextToken();
                if (found && value == JsonToken.VALUE_STRING) {
                    return at(parser);
                }
                parser.skipChildren();
            }
        } catch (IOException e) {
            throw InputRules.invalid("The body is not JSON.");
        }
        throw InputRules.invalid("The body has no field \"model\" that names a deployment or a model.");
    }

    private static ModelField at(JsonParser parser) throws IOException {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        String name = parser.getText();
        return new ModelField(name, start, (int) parser.currentLocation().getByteOffset());
    }

    /** The body with another name in its place. */
    byte[] replace(byte[] body, String other) {
        var text = "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(other)) + "\"";
        var changed = new ByteArrayOutputStream(body.length + text.length());
        changed.write(body, 0, start);
        changed.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        changed.write(body, end, body.length - end);
        return changed.toByteArray();
    }
}
