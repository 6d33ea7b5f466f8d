package dev.leakgate.load;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.net.URIAuthority;

/** Makes requests from what a load method says, and refuses what would not be one request. */
final class HttpRequests {

    private final URIAuthority authority;
    private final Header host;

    HttpRequests(InetSocketAddress target) {
        String name = target.getHostString();
        boolean bare = target.getAddress() instanceof Inet6Address && name.indexOf(':') >= 0;
        authority = new URIAuthority(name, target.getPort());
        host =
                new BasicHeader(
                        HttpHeaders.HOST,
                        (bare ? "[" + name + "]" : name) + ":" + target.getPort());
    }

    ClassicHttpRequest of(String method, String path, Map<String, String> headers, byte[] body) {
        requireVisible("method", method);
        requireVisible("path", path);
        // The constructor with a path alone would parse it as a URI, and rewrite some.
        ClassicHttpRequest request = new BasicClassicHttpRequest(method, "http", authority, path);
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
