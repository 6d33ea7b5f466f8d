package dev.leakgate.load;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/** Sends the HTTP requests of one load thread to one target, one after the other. */
final class HttpClient extends WatchedClient {

    private static final Http1Config CONFIG =
            Http1Config.custom()
                    .setBufferSize(16 << 10)
                    .setMaxLineLength(64 << 10)
                    .setMaxHeaderCount(1000)
                    .build();

    private final Connections connections;
    private final HttpRequests requests;
    private final BodyBuffer body = new BodyBuffer();
    private final HttpCoreContext context = HttpCoreContext.create();
    private @Nullable DefaultBHttpClientConnection connection;
    private IntConsumer statuses = status -> {};

    HttpClient(Target target, Connections connections, Duration timeout) {
        super(target, timeout);
        this.connections = connections;
        this.requests = new HttpRequests(target, connections);
    }

    @Override
    public void begin(IntConsumer statusCounter) {
        super.begin(statusCounter);
        statuses = statusCounter;
    }

    @Override
    public void closeConnection() {
        super.closeConnection();
        connection = null;
    }

    HttpReply send(String method, String path, Map<String, String> headers, byte[] content) {
        return exchange(requests.of(method, path, headers, content));
    }

    private HttpReply exchange(ClassicHttpRequest request) {
        String what = request.getMethod() + " " + request.getRequestUri();
        try {
            HttpReply reply = exchange(what, () -> answered(request));
            statuses.accept(reply.status());
            return reply;
        } finally {
            if (connections == Connections.NEW_EACH_REQUEST) {
                closeConnection();
            }
        }
    }

    private HttpReply answered(ClassicHttpRequest request) throws IOException {
        try {
            return answer(request);
        } catch (HttpException e) {
            throw new IOException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private HttpReply answer(ClassicHttpRequest request) throws IOException, HttpException {
        DefaultBHttpClientConnection kept = connection;
        if (kept != null) {
            long received = received(kept);
            try {
                return answer(request, kept);
            } catch (IOException e) {
                // A server may close an idle connection at any time, and the request that crosses
                // with that is lost without a byte of answer. RFC 9112, 9.3.1: send it again.
                if (ended() || received(kept) != received) {
                    throw e;
                }
                closeConnection();
            }
        }
        DefaultBHttpClientConnection opened = open();
        connection = opened;
        return answer(request, opened);
    }

    private static long received(DefaultBHttpClientConnection connection) {
        return connection.getEndpointDetails().getReceivedBytesCount();
    }

    private DefaultBHttpClientConnection open() throws IOException {
        Socket socket = connect();
        DefaultBHttpClientConnection opened = new DefaultBHttpClientConnection(CONFIG);
        opened.bind(socket);
        return opened;
    }

    private HttpReply answer(ClassicHttpRequest request, DefaultBHttpClientConnection over)
            throws IOException, HttpException {
        over.sendRequestHeader(request);
        if (request.getEntity() != null) {
            over.sendRequestEntity(request);
        }
        over.flush();
        ClassicHttpResponse response = over.receiveResponseHeader();
        while (response.getCode() < HttpStatus.SC_OK
                && response.getCode() != HttpStatus.SC_SWITCHING_PROTOCOLS) {
            response = over.receiveResponseHeader();
        }
        if (response.getCode() >= RunningBlock.STATUSES) {
            throw new ProtocolException("status " + response.getCode() + " has not three digits");
        }
        byte[] content = new byte[0];
        if (hasBody(request, response)) {
            over.receiveResponseEntity(response);
            content = body.read(response.getEntity());
        }
        if (response.getCode() == HttpStatus.SC_SWITCHING_PROTOCOLS
                || !DefaultConnectionReuseStrategy.INSTANCE.keepAlive(request, response, context)) {
            closeConnection();
        }
        return new HttpReply(response.getCode(), headers(response), content);
    }

    /** RFC 9112, 6.3: what never has a body, whatever its headers say. */
    private static boolean hasBody(ClassicHttpRequest request, ClassicHttpResponse response) {
        return !request.getMethod().equals("HEAD")
                && response.getCode() >= HttpStatus.SC_OK
                && response.getCode() != HttpStatus.SC_NO_CONTENT
                && response.getCode() != HttpStatus.SC_NOT_MODIFIED;
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            String value = header.getValue();
            headers.put(header.getName().toLowerCase(Locale.ROOT), value == null ? "" : value);
        }
        return headers;
    }
}
