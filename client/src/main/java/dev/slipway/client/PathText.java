package dev.slipway.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Text of the user as one segment of a path: it never becomes a slash, a query or a parent folder. */
final class PathText {
    private PathText() {}

    static String segment(String text) {
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        return encoded.equals(".") || encoded.equals("..") ? encoded.replace(".", "%2E") : encoded;
    }
}
