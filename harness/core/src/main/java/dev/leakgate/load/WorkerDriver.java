package dev.leakgate.load;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntConsumer;

/** Gives one load thread its clients: those of the service's port, and of each Unix socket. */
final class WorkerDriver implements LoadDriver, Client {

    private final InetSocketAddress address;
    private final int worker;
    private final LoadShape shape;
    private final Duration timeout;
    private final RequestCounts counts;
    private final HttpClient http;
    private final SocketStream stream;
    private final SocketAbuse abuse;
    private final List<Client> own;
    private final ConcurrentMap<Path, WorkerDriver> unix = new ConcurrentHashMap<>();
    private volatile boolean stopped;
    private IntConsumer statuses = status -> {};

    WorkerDriver(InetSocketAddress address, int worker, LoadShape shape, Duration timeout) {
        this(new Target.Tcp(address), address, worker, shape, timeout, new RequestCounts());
    }

    private WorkerDriver(
            Target target,
            InetSocketAddress address,
            int worker,
            LoadShape shape,
            Duration timeout,
            RequestCounts counts) {
        this.address = address;
        this.worker = worker;
        this.shape = shape;
        this.timeout = timeout;
        this.counts = counts;
        http = new HttpClient(target, shape.connections(), timeout);
        stream = new SocketStream(target, timeout);
        abuse = new SocketAbuse(target, timeout, counts);
        own = List.of(http, stream, abuse);
    }

    @Override
    public void begin(IntConsumer statusCounter) {
        statuses = statusCounter;
        stopped = false;
        own.forEach(client -> client.begin(statusCounter));
        unix.values().forEach(driver -> driver.begin(statusCounter));
    }

    /** Begins one request of the block. */
    void beginRequest(long number) {
        counts.begin(number);
    }

    /** Ends the running request. */
    void endRequest() {
        if (shape.connections() == Connections.NEW_EACH_REQUEST) {
            stream.closeConnection();
            unix.values().forEach(driver -> driver.stream.closeConnection());
        }
    }

    RequestCounts counts() {
        return counts;
    }

    @Override
    public void expire(long nowNanos) {
        for (int i = 0; i < own.size(); i++) {
            own.get(i).expire(nowNanos);
        }
        unix.values().forEach(driver -> driver.expire(nowNanos));
    }

    @Override
    public void stop() {
        stopped = true;
        own.forEach(Client::stop);
        unix.values().forEach(Client::stop);
    }

    @Override
    public void closeConnection() {
        own.forEach(Client::closeConnection);
        unix.values().forEach(Client::closeConnection);
    }

    @Override
    public HttpReply get(String path) {
        return http.send("GET", path, Map.of(), new byte[0]);
    }

    @Override
    public HttpReply post(String path, String contentType, byte[] content) {
        return http.send("POST", path, Map.of("Content-Type", contentType), content);
    }

    @Override
    public HttpReply send(String method, String path, Map<String, String> headers, byte[] content) {
        return http.send(method, path, headers, content);
    }

    @Override
    public StreamClient stream() {
        return stream;
    }

    @Override
    public Abuse abuse() {
        return abuse;
    }

    @Override
    public LoadDriver unix(Path socket) {
        return unix.computeIfAbsent(socket, this::newUnix);
    }

    private WorkerDriver newUnix(Path socket) {
        WorkerDriver driver =
                new WorkerDriver(new Target.Unix(socket), address, worker, shape, timeout, counts);
        driver.begin(statuses);
        if (stopped) {
            driver.stop();
        }
        return driver;
    }

    @Override
    public void kind(String name) {
        counts.kind(name);
    }

    @Override
    public long request() {
        return counts.request();
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public int worker() {
        return worker;
    }
}
