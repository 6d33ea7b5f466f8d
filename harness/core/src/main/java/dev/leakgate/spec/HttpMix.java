package dev.leakgate.spec;

import dev.leakgate.load.HttpReply;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.load.LoadMethod;
import dev.leakgate.load.Mix;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code requests} and sends them: several kinds of HTTP requests by their weights, see
 * {@link Mix}.
 */
final class HttpMix {

    private static final int MOST_WEIGHT = 1000;
    private static final int MOST_KINDS = 100;

    /** One kind; {@code expectStatus} is null when any status will do. */
    private record Kind(
            String name,
            String method,
            String path,
            Map<String, String> headers,
            String body,
            int weight,
            @Nullable Integer expectStatus) {}

    private HttpMix() {}

    /** Reads {@code requests}. */
    static LoadMethod of(YamlValue requests) {
        List<YamlValue> list = requests.list();
        if (list.size() > MOST_KINDS) {
            throw requests.error("requests has more than " + MOST_KINDS + " kinds");
        }
        Kind first = kind(list.get(0));
        if (list.size() == 1) {
            return load -> send(first, load);
        }
        Mix mix = null;
        for (YamlValue value : list) {
            Kind kind = kind(value);
            try {
                mix =
                        mix == null
                                ? Mix.of(kind.name(), kind.weight(), load -> send(kind, load))
                                : mix.and(kind.name(), kind.weight(), load -> send(kind, load));
            } catch (IllegalArgumentException e) {
                throw value.error(e.getMessage() + "; give this request a name of its own");
            }
        }
        return Objects.requireNonNull(mix);
    }

    private static Kind kind(YamlValue value) {
        YamlMap request =
                value.map("name", "method", "path", "headers", "body", "weight", "expectStatus");
        YamlValue path = request.required("path", "path: /health");
        if (!path.text().startsWith("/") || path.text().chars().anyMatch(c -> c <= ' ')) {
            throw path.error(
                    "path = \""
                            + path.text()
                            + "\" must begin with a slash and have no spaces, as in /itop?id=7");
        }
        Map<String, String> headers = new LinkedHashMap<>();
        request.optional("headers")
                .ifPresent(
                        all ->
                                YamlMap.entries(all)
                                        .forEach((name, header) -> header(headers, name, header)));
        String method = request.optional("method").map(HttpMix::method).orElse("GET");
        return new Kind(
                request.optional("name").map(YamlValue::text).orElse(method + " " + path.text()),
                method,
                path.text(),
                Map.copyOf(headers),
                request.optional("body").map(YamlValue::text).orElse(""),
                request.optional("weight").map(weight -> weight.integer(1, MOST_WEIGHT)).orElse(1),
                request.optional("expectStatus")
                        .map(status -> status.integer(100, 599))
                        .orElse(null));
    }

    private static String method(YamlValue value) {
        String method = value.text();
        if (!method.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == '-')) {
            throw value.error("method = \"" + method + "\" must be in capitals, as in POST");
        }
        return method;
    }

    private static void header(Map<String, String> headers, String name, YamlValue value) {
        String text = value.text();
        if (name.isBlank() || name.chars().anyMatch(c -> c <= ' ' || c == ':')) {
            throw value.error("\"" + name + "\" is no name of a header");
        }
        if (name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Transfer-Encoding")) {
            throw value.error("header " + name + ": leave it out, it follows from the body");
        }
        if (text.chars().anyMatch(c -> c == '\r' || c == '\n')) {
            throw value.error("header " + name + " has a line break in its value");
        }
        headers.put(name, text);
    }

    private static void send(Kind kind, LoadDriver load) {
        HttpReply reply =
                load.send(
                        kind.method(),
                        kind.path(),
                        kind.headers(),
                        kind.body().getBytes(StandardCharsets.UTF_8));
        Integer expected = kind.expectStatus();
        if (expected != null && reply.status() != expected) {
            throw new UnexpectedStatusException(
                    kind.method()
                            + " "
                            + kind.path()
                            + " answered "
                            + reply.status()
                            + ", expectStatus is "
                            + expected);
        }
    }

    /** Says that a request was answered, but not as the spec expects. */
    private static final class UnexpectedStatusException extends RuntimeException {

        private static final long serialVersionUID = 1;

        UnexpectedStatusException(String message) {
            super(message, null, false, false);
        }

        /** Prints the message alone: the name of this class tells a writer of YAML nothing. */
        @Override
        @SuppressWarnings("OverrideThrowableToString")
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}
