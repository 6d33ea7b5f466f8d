package dev.leakgate.spec;

import dev.leakgate.load.Abuse;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.load.LoadMethod;
import dev.leakgate.load.RequestFailedException;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.DurationText;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sends what broken and hostile clients send, see {@link Abuse}. */
record AbuseRequest(String name, Attack attack) implements LoadMethod {

    private static final ByteSize LARGEST = ByteSize.ofMebibytes(64);
    private static final List<String> ALONE = List.of("halfOpen", "malformed");
    private static final String[] KINDS = {
        "halfOpen",
        "abortRequest",
        "abortResponse",
        "slow",
        "oversizedHeader",
        "oversizedBody",
        "malformed"
    };

    /** Abuses the service once. */
    private interface Attack {
        void run(Abuse abuse, LoadDriver load);
    }

    /** Reads {@code abuse: halfOpen}, or the kind with what it needs. */
    static AbuseRequest of(YamlValue value, TextReader texts) {
        if (value.isScalar()) {
            return value.oneOf(ALONE).equals("halfOpen")
                    ? new AbuseRequest("halfOpen", (abuse, load) -> abuse.halfOpen())
                    : new AbuseRequest("malformed", (abuse, load) -> abuse.malformed());
        }
        YamlMap kinds = value.map(KINDS);
        Map<String, YamlValue> written = YamlMap.entries(value);
        if (written.size() != 1) {
            throw value.error("abuse is of one kind; make a request of each, with a weight");
        }
        String kind = written.keySet().iterator().next();
        return new AbuseRequest(kind, attack(kind, kinds.required(kind, ""), texts));
    }

    private static Attack attack(String kind, YamlValue value, TextReader texts) {
        switch (kind) {
            case "oversizedHeader", "oversizedBody" -> {
                YamlMap map = value.map("path", "size");
                RequestText path = HttpRequest.path(map.required("path", "path: /"), texts);
                ByteSize size = size(map.required("size", "size: 1 MiB"));
                return kind.equals("oversizedBody")
                        ? (abuse, load) -> abuse.oversizedBody(path.of(load), size)
                        : (abuse, load) -> abuse.oversizedHeader(path.of(load), size);
            }
            case "malformed" -> {
                Payload bytes = Payload.of(withBytes(value, value.map("send", "sendHex")), texts);
                return (abuse, load) -> abuse.malformed(bytes.bytes(load));
            }
            case "abortResponse" -> {
                YamlMap map = value.map("path", "send", "sendHex", "bytes");
                Payload request = request(value, map, texts);
                int bytes = map.optional("bytes").map(count -> count.integer(0, 1 << 26)).orElse(1);
                return (abuse, load) -> abuse.abortResponse(request.bytes(load), bytes);
            }
            case "slow" -> {
                YamlMap map = value.map("path", "send", "sendHex", "pause", "atMost");
                Payload request = request(value, map, texts);
                Duration pause = map.parsed("pause", "10 ms", DurationText::parse);
                Duration atMost = map.parsed("atMost", "1 s", DurationText::parse);
                return (abuse, load) -> abuse.slow(request.bytes(load), pause, atMost);
            }
            default -> {
                Payload request = request(value, value.map("path", "send", "sendHex"), texts);
                return kind.equals("halfOpen")
                        ? (abuse, load) -> abuse.halfOpen(request.bytes(load))
                        : (abuse, load) -> abuse.abortRequest(request.bytes(load));
            }
        }
    }

    /** Reads the request to misuse: {@code GET} of a path, or any bytes. */
    private static Payload request(YamlValue value, YamlMap map, TextReader texts) {
        YamlValue path = map.optional("path").orElse(null);
        if (path == null) {
            return Payload.of(withBytes(value, map), texts);
        }
        if (Payload.isIn(map)) {
            throw path.error("path and bytes to send are both there; keep one of them");
        }
        RequestText to = HttpRequest.path(path, texts);
        return load ->
                ("GET " + to.of(load) + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8);
    }

    private static YamlMap withBytes(YamlValue value, YamlMap map) {
        if (!Payload.isIn(map)) {
            throw value.error(
                    value.what()
                            + " has nothing to send; add it, as in  send: \"GET / HTTP/1.1\\r\\n\""
                            + (value.what().equals("malformed") ? "" : "  or  path: /"));
        }
        return map;
    }

    private static ByteSize size(YamlValue value) {
        ByteSize size = value.parsed(ByteSize::parse);
        if (size.compareTo(LARGEST) > 0) {
            throw value.error("size = " + size + " must be at most " + LARGEST);
        }
        return size;
    }

    @Override
    public void send(LoadDriver load) {
        try {
            attack.run(load.abuse(), load);
        } catch (RequestFailedException e) {
            throw new FailedRequestException(name + ": " + e.getMessage());
        }
    }

    /** Prints the kind. */
    @Override
    public String toString() {
        return name;
    }
}
