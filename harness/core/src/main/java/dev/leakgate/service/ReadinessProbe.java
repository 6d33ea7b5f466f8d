package dev.leakgate.service;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.util.OptionalInt;

/** Asks a starting service whether it is ready. */
final class ReadinessProbe {

    private static final int CONNECT_MILLIS = 250;
    private static final int ANSWER_MILLIS = 2000;

    private final Readiness readiness;
    private final int port;
    private final ServiceLog log;
    private String last = "it was not asked yet";

    ReadinessProbe(Readiness readiness, OptionalInt port, ServiceLog log) {
        this.readiness = readiness;
        this.log = log;
        boolean asksPort =
                !(readiness instanceof Readiness.LogLine || readiness instanceof Readiness.Started);
        if (port.isEmpty() && asksPort) {
            throw new ServiceException(
                    "the service has no port to be ready on: write ${port} where its command takes one,"
                            + " or port(…), or use readyWhenLogged(…)");
        }
        this.port = port.orElse(0);
    }

    boolean isReady() {
        if (readiness instanceof Readiness.Started) {
            return true;
        }
        if (readiness instanceof Readiness.Http http) {
            return httpAnswers(http.path());
        }
        if (readiness instanceof Readiness.LogLine line) {
            return log.hasNewLineMatching(line.pattern());
        }
        return accepts();
    }

    /** Says what did not happen. */
    String missing() {
        if (readiness instanceof Readiness.Http http) {
            return "GET " + http.path() + " on port " + port + " did not succeed (" + last + ")";
        }
        if (readiness instanceof Readiness.LogLine line) {
            return "no line of its output matches \"" + line.pattern() + "\"";
        }
        return "nothing listens on port " + port + " (" + last + ")";
    }

    private boolean accepts() {
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            last = String.valueOf(e.getMessage());
            return false;
        }
    }

    private boolean httpAnswers(String path) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection)
                            URI.create("http://127.0.0.1:" + port + path)
                                    .toURL()
                                    .openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(ANSWER_MILLIS);
            connection.setRequestProperty("Connection", "close");
            int status = connection.getResponseCode();
            connection.disconnect();
            last = "status " + status;
            return status < 400;
        } catch (IOException e) {
            last = String.valueOf(e.getMessage());
            return false;
        }
    }
}
