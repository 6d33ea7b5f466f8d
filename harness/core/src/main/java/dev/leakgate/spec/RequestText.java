package dev.leakgate.spec;

import dev.leakgate.load.LoadDriver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Holds a text that each request fills in: <code>${request}</code> is its number in the round, from
 * 1, <code>${request%100}</code> the remainder of that, <code>${worker}</code> the load thread,
 * from 0, <code>${port}</code> the service's port. The same in each round, so that rounds stay
 * equal.
 */
final class RequestText implements Payload {

    /** Matches what may stand between the braces. */
    static final Pattern NAMES = Pattern.compile("request(?:%([1-9][0-9]{0,8}))?|worker|port");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(" + NAMES + ")}");

    private final String text;
    private final List<Part> parts;
    private final byte @Nullable [] constant;

    private RequestText(String text, List<Part> parts) {
        this.text = text;
        this.parts = parts;
        constant = parts.isEmpty() ? text.getBytes(StandardCharsets.UTF_8) : null;
    }

    static RequestText of(String text) {
        List<Part> parts = new ArrayList<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        int end = 0;
        while (matcher.find()) {
            parts.add(literal(text.substring(end, matcher.start())));
            parts.add(part(matcher.group(1), matcher.group(2)));
            end = matcher.end();
        }
        if (end > 0) {
            parts.add(literal(text.substring(end)));
        }
        return new RequestText(text, List.copyOf(parts));
    }

    private static Part literal(String text) {
        return (load, to) -> to.append(text);
    }

    private static Part part(String name, @Nullable String modulus) {
        if (modulus != null) {
            long divisor = Long.parseLong(modulus);
            return (load, to) -> to.append(load.request() % divisor);
        }
        return switch (name) {
            case "worker" -> (load, to) -> to.append(load.worker());
            case "port" -> (load, to) -> to.append(load.address().getPort());
            default -> (load, to) -> to.append(load.request());
        };
    }

    /** Returns the text for the running request. */
    String of(LoadDriver load) {
        if (constant != null) {
            return text;
        }
        StringBuilder filled = new StringBuilder(text.length() + 16);
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).append(load, filled);
        }
        return filled.toString();
    }

    /** Returns the text for the running request as UTF-8; not to be changed. */
    @Override
    public byte[] bytes(LoadDriver load) {
        return constant != null ? constant : of(load).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return text;
    }

    private interface Part {
        void append(LoadDriver load, StringBuilder to);
    }
}
