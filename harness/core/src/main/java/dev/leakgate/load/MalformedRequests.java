package dev.leakgate.load;

import java.nio.charset.StandardCharsets;

/** Holds requests that no HTTP/1.1 server should take for good ones (RFC 9112). */
final class MalformedRequests {

    private static final String HOST = "Host: localhost\r\n";

    private static final String[] REQUESTS = {
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n" + HOST + "\r\n",
        "G\0T / HTTP/1.1\r\n" + HOST + "\r\n",
        "GET / HTTP/1.1\r\nNoColonHere\r\n\r\n",
        "GET / HTTP/1.1\r\n" + HOST + HOST + "\r\n",
        "GET /%zz%0 HTTP/1.1\r\n" + HOST + "\r\n",
        "POST / HTTP/1.1\r\n" + HOST + "Content-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 1e9\r\n\r\nx",
        "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\nZZ\r\nx\r\n",
        "POST / HTTP/1.1\r\n"
                + HOST
                + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003",
        "\0\0\0\0\0\0\0\0\r\n\r\n",
    };

    private MalformedRequests() {}

    /** Returns how many there are. */
    static int count() {
        return REQUESTS.length;
    }

    /** Returns the one for a request's number, from 1; they come in turn. */
    static byte[] number(long request) {
        return REQUESTS[(int) ((request - 1) % REQUESTS.length)].getBytes(
                StandardCharsets.ISO_8859_1);
    }
}
