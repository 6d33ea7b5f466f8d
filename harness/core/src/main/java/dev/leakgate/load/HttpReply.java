package dev.leakgate.load;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Holds a complete HTTP response. */
public final class HttpReply {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    HttpReply(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Map.copyOf(headers);
        this.body = body;
    }

    /** Returns the status code. */
    public int status() {
        return status;
    }

    /** Returns the last value of each header, names in lower case. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns a copy of the decoded body. */
    public byte[] body() {
        return body.clone();
    }

    /** Returns the body as UTF-8 text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return status + " " + body.length + " B";
    }
}
