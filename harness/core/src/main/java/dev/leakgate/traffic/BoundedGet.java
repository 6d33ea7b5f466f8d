package dev.leakgate.traffic;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Gets a page of figures, in bounded time and size. */
final class BoundedGet {

    private static final int MILLIS = 3000;
    private static final int MOST_BYTES = 16 << 20;

    private BoundedGet() {}

    static void requireHttp(URI uri) throws CounterException {
        String scheme = uri.getScheme();
        if (uri.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
            throw new CounterException(
                    "\"" + uri + "\" is no address; write one as http://127.0.0.1:8080/status");
        }
    }

    static String text(URI uri) throws CounterException {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(MILLIS);
            connection.setReadTimeout(MILLIS);
            connection.setInstanceFollowRedirects(false);
            int status = connection.getResponseCode();
            if (status != HttpURLConnection.HTTP_OK) {
                connection.disconnect();
                throw new CounterException(uri + " answers with status " + status);
            }
            try (InputStream body = connection.getInputStream()) {
                return new String(body.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
            }
        } catch (IOException | IllegalArgumentException failure) {
            throw new CounterException(uri + " cannot be read (" + failure + ")");
        }
    }
}
