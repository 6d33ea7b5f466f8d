package dev.leakgate.spec;

import dev.leakgate.load.LoadDriver;
import dev.leakgate.load.LoadMethod;
import dev.leakgate.load.RequestFailedException;
import dev.leakgate.load.StreamClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Sends bytes and receives the answers, step by step, for protocols that are not HTTP. */
record Exchange(List<Step> steps, String name) implements LoadMethod {

    private static final int MOST_STEPS = 100;
    private static final int LONGEST_NAME = 40;
    private static final int LONGEST_SHOWN = 80;
    private static final String EXAMPLE =
            "exchange: [{send: \"PING\\r\\n\", receive: line, expect: +PONG}]";
    private static final String RECEIVE =
            "write  receive: line  or  receive: end  or  receive: {until: \"END\\r\\n\"}  or"
                    + "  receive: {bytes: 4}";

    /** Says what one step does: sends, receives, or the one and then the other. */
    private record Step(
            @Nullable Payload send,
            @Nullable Receiver receive,
            @Nullable RequestText expect,
            @Nullable Pattern expectMatch) {}

    /** Receives an answer, as text. */
    private interface Receiver {
        String from(StreamClient client);
    }

    static Exchange of(YamlValue value, TextReader texts) {
        List<YamlValue> list = value.list();
        if (list.size() > MOST_STEPS) {
            throw value.error("exchange has more than " + MOST_STEPS + " steps");
        }
        List<Step> steps = new ArrayList<>();
        for (YamlValue element : list) {
            steps.add(step(element.named("a step"), texts));
        }
        return new Exchange(List.copyOf(steps), nameOf(steps.get(0)));
    }

    private static Step step(YamlValue value, TextReader texts) {
        YamlMap step = value.map("send", "sendHex", "receive", "expect", "expectMatch");
        boolean sends = Payload.isIn(step);
        YamlValue receive = step.optional("receive").orElse(null);
        YamlValue expect = step.optional("expect").orElse(null);
        YamlValue match = step.optional("expectMatch").orElse(null);
        if (!sends && receive == null) {
            throw value.error("this step neither sends nor receives; write it as in  " + EXAMPLE);
        }
        if (expect != null && match != null) {
            throw match.error("expect and expectMatch are both there; keep one of them");
        }
        YamlValue expectation = expect != null ? expect : match;
        if (expectation != null && receive == null) {
            throw expectation.error(
                    expectation.what()
                            + " is for what is received, and this step does not; "
                            + RECEIVE);
        }
        return new Step(
                sends ? Payload.of(step, texts) : null,
                receive == null ? null : receiver(receive, texts),
                expect == null ? null : RequestText.of(texts.readAny(expect)),
                match == null ? null : pattern(match, texts));
    }

    private static Receiver receiver(YamlValue value, TextReader texts) {
        if (value.isScalar()) {
            return switch (value.text()) {
                case "line" -> StreamClient::readLine;
                case "end" -> client -> text(client.readToEnd());
                default ->
                        throw value.error(
                                "receive = \"" + value.text() + "\" is unknown; " + RECEIVE);
            };
        }
        YamlMap amount = value.map("until", "bytes");
        YamlValue until = amount.optional("until").orElse(null);
        YamlValue bytes = amount.optional("bytes").orElse(null);
        if (until != null && bytes == null) {
            String delimiter = texts.readAny(until);
            if (delimiter.isEmpty()) {
                throw until.error("until is empty; write what the answer ends with");
            }
            return client -> client.readUntil(delimiter);
        }
        if (bytes != null && until == null) {
            int count = bytes.integer(1, 1 << 20);
            return client -> text(client.read(count));
        }
        throw value.error("receive is one amount; " + RECEIVE);
    }

    private static Pattern pattern(YamlValue value, TextReader texts) {
        String regex = texts.read(value);
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw value.error(
                    value.what()
                            + " = \""
                            + regex
                            + "\" is no regular expression: "
                            + e.getDescription());
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String nameOf(Step first) {
        if (first.send instanceof RequestText text) {
            String line = text.toString().strip().lines().findFirst().orElse("exchange");
            return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…";
        }
        return "exchange";
    }

    @Override
    public void send(LoadDriver load) {
        StreamClient client = load.stream();
        for (int i = 0; i < steps.size(); i++) {
            try {
                run(i + 1, client, load);
            } catch (RequestFailedException e) {
                throw new FailedRequestException(at(i + 1) + ": " + e.getMessage());
            }
        }
    }

    private void run(int number, StreamClient client, LoadDriver load) {
        Step step = steps.get(number - 1);
        if (step.send != null) {
            client.send(step.send.bytes(load));
        }
        if (step.receive != null) {
            expect(number, step, step.receive.from(client), load);
        }
    }

    private String at(int number) {
        return "step " + number + " of \"" + name + "\"";
    }

    private void expect(int number, Step step, String received, LoadDriver load) {
        String expected = step.expect == null ? null : step.expect.of(load);
        if (expected != null && !received.equals(expected)) {
            throw unexpected(number, received, "expect is " + shown(expected), load);
        }
        if (step.expectMatch != null && !step.expectMatch.matcher(received).find()) {
            throw unexpected(
                    number, received, "expectMatch is " + shown(step.expectMatch + ""), load);
        }
    }

    /** What else the answer has would be taken for that of the next request. */
    private FailedRequestException unexpected(
            int number, String received, String expected, LoadDriver load) {
        load.stream().close();
        return new FailedRequestException(
                at(number) + " received " + shown(received) + ", " + expected);
    }

    private static String shown(String text) {
        String cut = text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
        return "\""
                + cut.replace("\r", "\\r").replace("\n", "\\n").replaceAll("\\p{Cntrl}", "?")
                + "\"";
    }

    /** Prints the first line that is sent. */
    @Override
    public String toString() {
        return name;
    }
}
