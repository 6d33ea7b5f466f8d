package dev.leakgate.spec;

import dev.leakgate.service.NativeService;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code attach} of a service: how one that runs already is found. */
final class AttachSpec {

    static final String KEY = "attach";

    private static final String WAYS =
            "write  attach: {pid: 4711}  or  attach: {pidFile: run/gateway.pid}  or"
                    + "  attach: {port: 8080}";
    private static final int MOST_PORTS = 65_535;

    private AttachSpec() {}

    /** What runs already runs as it was started: all but its port stands for a launch. */
    static NativeService build(YamlMap service, TextReader reader) {
        service.values()
                .forEach(
                        (key, value) -> {
                            if (!key.equals(KEY) && !key.equals("port")) {
                                throw value.error(
                                        key
                                                + " is for a service that is launched, and attach names"
                                                + " one that runs already; leave one of them out");
                            }
                        });
        YamlValue attach = service.required(KEY, WAYS);
        YamlMap ways = attach.map("pid", "pidFile", "port");
        if (ways.values().size() != 1) {
            throw attach.error("attach names the process in one way; " + WAYS);
        }
        NativeService.AttachBuilder builder = builder(ways, reader);
        service.optional("port").ifPresent(port -> builder.port(port.integer(1, MOST_PORTS)));
        return builder.build();
    }

    private static NativeService.AttachBuilder builder(YamlMap ways, TextReader reader) {
        Optional<YamlValue> pid = ways.optional("pid");
        Optional<YamlValue> file = ways.optional("pidFile");
        if (pid.isPresent()) {
            return NativeService.attach(number(pid.get(), reader, Integer.MAX_VALUE));
        }
        return file.isPresent()
                ? NativeService.attach(Path.of(reader.read(file.get())))
                : NativeService.attachToPort(
                        number(ways.required("port", WAYS), reader, MOST_PORTS));
    }

    /** Before a run, a placeholder stands for any number. */
    private static int number(YamlValue value, TextReader reader, int most) {
        String text = reader.read(value).strip();
        if (reader == TextReader.AS_WRITTEN && text.contains("${")) {
            return 1;
        }
        if (!text.matches("[0-9]{1,10}") || !in(Long.parseLong(text), most)) {
            throw value.error(
                    String.format(
                            "%s = \"%s\" must be a whole number from 1 to %,d, or a placeholder, as in"
                                    + " \"${gateway.%s}\"",
                            value.what(), text, most, value.what()));
        }
        return Integer.parseInt(text);
    }

    private static boolean in(long number, int most) {
        return number >= 1 && number <= most;
    }
}
