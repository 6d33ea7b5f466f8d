package dev.leakgate.load;

import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.net.URIAuthority;
import org.jspecify.annotations.Nullable;

/** Makes requests from what a load method says, and refuses what would not be one request. */
final class HttpRequests {

    /* Never sent: what is sent is the Host header. */
    private static final URIAuthority AUTHORITY = new URIAuthority("localhost");

    private final Header host;
    private final @Nullable Header last;

    HttpRequests(Target target, Connections connections) {
        host = new BasicHeader(HttpHeaders.HOST, target.authority());
        last =
                connections == Connections.NEW_EACH_REQUEST
                        ? new BasicHeader(HttpHeaders.CONNECTION, "close")
                        : null;
    }

    ClassicHttpRequest of(String method, String path, Map<String, String> headers, byte[] body) {
        requireVisible("method", method);
        requireVisible("path", path);
        // The constructor with a path alone would parse it as a URI, and rewrite some.
        ClassicHttpRequest request = new BasicClassicHttpRequest(method, "http", AUTHORITY, path);
        boolean ownHost = false;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String name = header.getKey();
            if (name.equalsIgnoreCase(HttpHeaders.CONTENT_LENGTH)
                    || name.equalsIgnoreCase(HttpHeaders.TRANSFER_ENCODING)) {
                throw new IllegalArgumentException(
                        "header " + name + ": leave it out, it follows from the body");
            }
            requireVisible("header name", name);
            requireOneLine(name, header.getValue());
            ownHost |= name.equalsIgnoreCase(HttpHeaders.HOST);
            request.addHeader(name, header.getValue());
        }
        if (!ownHost) {
            request.addHeader(host);
        }
        if (last != null) {
            request.setHeader(last);
        }
        if (body.length > 0 || method.equals("POST") || method.equals("PUT")) {
            request.addHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length));
            request.setEntity(new ByteArrayEntity(body, null));
        }
        return request;
    }

    private static void requireVisible(String what, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ' || text.charAt(i) == 0x7f) {
                throw new IllegalArgumentException(
                        what
                                + " \""
                                + text
                                + "\" has a space or control character at "
                                + i
                                + "; write it percent-encoded");
            }
        }
        if (text.isEmpty()) {
            throw new IllegalArgumentException(what + " is empty");
        }
    }

    private static void requireOneLine(String name, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("header " + name + " has a line break in its value");
        }
    }
}
