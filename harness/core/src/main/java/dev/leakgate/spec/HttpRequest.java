package dev.leakgate.spec;

import dev.leakgate.load.HttpReply;
import dev.leakgate.load.LoadDriver;
import dev.leakgate.load.LoadMethod;
import dev.leakgate.load.RequestFailedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends one kind of HTTP request; {@code expectStatus} is null when any status will do. */
record HttpRequest(
        String method,
        RequestText path,
        Map<String, RequestText> headers,
        RequestText body,
        @Nullable Integer expectStatus)
        implements LoadMethod {

    /** The keys of a request that is HTTP. */
    static final List<String> KEYS = List.of("path", "method", "headers", "body", "expectStatus");

    static HttpRequest of(YamlMap request, TextReader texts) {
        return new HttpRequest(
                request.optional("method").map(HttpRequest::method).orElse("GET"),
                path(request.required("path", "path: /health"), texts),
                request.optional("headers").map(all -> headers(all, texts)).orElse(Map.of()),
                RequestText.of(request.optional("body").map(texts::readAny).orElse("")),
                request.optional("expectStatus")
                        .map(status -> status.integer(100, 599))
                        .orElse(null));
    }

    /** Reads an absolute path. */
    static RequestText path(YamlValue value, TextReader texts) {
        String path = texts.read(value);
        if (!path.startsWith("/") || path.chars().anyMatch(c -> c <= ' ')) {
            throw value.error(
                    value.what()
                            + " = \""
                            + path
                            + "\" must begin with a slash and have no spaces, as in /itop?id=7");
        }
        return RequestText.of(path);
    }

    private static String method(YamlValue value) {
        String method = value.text();
        if (!method.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == '-')) {
            throw value.error("method = \"" + method + "\" must be in capitals, as in POST");
        }
        return method;
    }

    private static Map<String, RequestText> headers(YamlValue all, TextReader texts) {
        Map<String, RequestText> headers = new LinkedHashMap<>();
        YamlMap.entries(all)
                .forEach((name, value) -> headers.put(name, header(name, value, texts)));
        return headers;
    }

    private static RequestText header(String name, YamlValue value, TextReader texts) {
        String text = texts.read(value);
        if (name.isBlank() || name.chars().anyMatch(c -> c <= ' ' || c == ':')) {
            throw value.error("\"" + name + "\" is no name of a header");
        }
        if (name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Transfer-Encoding")) {
            throw value.error("header " + name + ": leave it out, it follows from the body");
        }
        if (text.chars().anyMatch(c -> c == '\r' || c == '\n')) {
            throw value.error("header " + name + " has a line break in its value");
        }
        return RequestText.of(text);
    }

    @Override
    public void send(LoadDriver load) {
        String to = path.of(load);
        HttpReply reply = answer(to, load);
        if (expectStatus != null && reply.status() != expectStatus) {
            throw new FailedRequestException(
                    method
                            + " "
                            + to
                            + " answered "
                            + reply.status()
                            + ", expectStatus is "
                            + expectStatus);
        }
    }

    private HttpReply answer(String to, LoadDriver load) {
        try {
            return load.send(method, to, filled(load), body.bytes(load));
        } catch (RequestFailedException e) {
            throw new FailedRequestException(String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> filled(LoadDriver load) {
        if (headers.isEmpty()) {
            return Map.of();
        }
        Map<String, String> filled = new LinkedHashMap<>();
        headers.forEach((name, value) -> filled.put(name, value.of(load)));
        return filled;
    }

    /** Prints the method and the path as it is written. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
