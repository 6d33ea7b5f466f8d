package dev.leakgate.load;

import java.util.regex.Pattern;

/**
 * Keeps why the first failed request of a block failed.
 *
 * @param request number of the request in its block, from 1
 * @param cause what the load method threw
 */
public record FirstFailure(long request, Throwable cause) {

    /* Frames that stand between the user's line and the throw. */
    private static final Pattern BETWEEN =
            Pattern.compile(
                    "(java|javax|jdk|sun|com\\.sun)\\..*"
                            + "|org\\.(apache\\.hc|assertj|junit|opentest4j|hamcrest)\\..*"
                            + "|dev\\.leakgate\\.load\\.(HttpClient|WatchedClient|HttpRequests|BodyBuffer|SocketStream"
                            + "|SocketAbuse|WorkerDriver|Mix|Target.*|UnixSocket)");

    /**
     * Describes the failure with the line of the load method, {@code "request 7:
     * java.lang.AssertionError: expected 200 at com.example.GatewayIT.send(GatewayIT.java:31)"}.
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("request ").append(request).append(": ");
        text.append(cause);
        for (StackTraceElement frame : cause.getStackTrace()) {
            if (frame.getClassName().equals(LoadWorker.class.getName())) {
                break;
            }
            if (!BETWEEN.matcher(frame.getClassName()).matches()) {
                return text.append(" at ").append(frame).toString();
            }
        }
        return text.toString();
    }
}
