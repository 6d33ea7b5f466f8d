package dev.leakgate.spec;

import dev.leakgate.load.LoadMethod;
import dev.leakgate.load.Mix;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads {@code requests}: kinds of any sort, mixed by their weights, see {@link Mix}. */
final class RequestMix {

    private static final int MOST_WEIGHT = 1000;
    private static final int MOST_KINDS = 100;

    /* sun_path of unix(7) has 108 bytes with the terminating zero. */
    private static final int LONGEST_SOCKET = 107;

    private static final String SORTS =
            "path, as in  path: /health,  exchange, as in  exchange: [{send: \"PING\\r\\n\", receive:"
                    + " line}],  or abuse, as in  abuse: halfOpen";

    private RequestMix() {}

    /**
     * Reads the list.
     *
     * @param socket where requests go that name no other Unix-domain socket; null for the port
     */
    static LoadMethod of(YamlValue requests, @Nullable YamlValue socket, TextReader texts) {
        List<YamlValue> list = requests.list();
        if (list.size() > MOST_KINDS) {
            throw requests.error("requests has more than " + MOST_KINDS + " kinds");
        }
        @Nullable Path shared = socket == null ? null : socket(socket, texts);
        if (list.size() == 1) {
            return kind(list.get(0).named("a request"), shared, texts).method;
        }
        Mix mix = null;
        for (YamlValue value : list) {
            Kind kind = kind(value.named("a request"), shared, texts);
            try {
                mix =
                        mix == null
                                ? Mix.of(kind.name, kind.weight, kind.method)
                                : mix.and(kind.name, kind.weight, kind.method);
            } catch (IllegalArgumentException e) {
                throw value.error(e.getMessage() + "; give this request a name of its own");
            }
        }
        return Objects.requireNonNull(mix);
    }

    private static Kind kind(YamlValue value, @Nullable Path shared, TextReader texts) {
        List<String> known =
                new ArrayList<>(List.of("name", "weight", "unix", "exchange", "abuse"));
        known.addAll(1, HttpRequest.KEYS);
        YamlMap request = value.map(known.toArray(new String[0]));
        LoadMethod method = method(value, request, texts);
        @Nullable Path socket =
                request.optional("unix").map(unix -> socket(unix, texts)).orElse(shared);
        return new Kind(
                request.optional("name").map(YamlValue::text).orElseGet(method::toString),
                request.optional("weight").map(weight -> weight.integer(1, MOST_WEIGHT)).orElse(1),
                socket == null ? method : load -> method.send(load.unix(socket)));
    }

    private static LoadMethod method(YamlValue value, YamlMap request, TextReader texts) {
        YamlValue exchange = request.optional("exchange").orElse(null);
        YamlValue abuse = request.optional("abuse").orElse(null);
        YamlValue sort = exchange != null ? exchange : abuse;
        if (sort == null) {
            if (request.optional("path").isEmpty()) {
                throw value.error("this request is nothing to send; give it " + SORTS);
            }
            return HttpRequest.of(request, texts);
        }
        Map<String, YamlValue> written = YamlMap.entries(value);
        for (String key : HttpRequest.KEYS) {
            YamlValue http = written.get(key);
            if (http != null) {
                throw http.error(
                        key + " is for HTTP, and this request is an " + sort.what() + "; keep one");
            }
        }
        if (exchange != null && abuse != null) {
            throw abuse.error("exchange and abuse are both there; make a request of each");
        }
        return exchange != null ? Exchange.of(exchange, texts) : AbuseRequest.of(sort, texts);
    }

    private static Path socket(YamlValue value, TextReader texts) {
        String path = texts.read(value);
        int length = path.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST_SOCKET || path.indexOf('\0') >= 0) {
            throw value.error(
                    "unix has "
                            + length
                            + " bytes; the path of a Unix-domain socket has at most "
                            + LONGEST_SOCKET
                            + ", so put it into a shorter directory");
        }
        return Path.of(path);
    }

    private record Kind(String name, int weight, LoadMethod method) {}
}
