package dev.leakgate.spec;

import dev.leakgate.linux.ResourceLimit;
import dev.leakgate.linux.ResourceLimit.Resource;
import dev.leakgate.service.NativeService;
import dev.leakgate.units.AddressSpace;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads {@code service}: what to launch, and when it is ready; or what runs already. */
final class ServiceSpec {

    private static final String EXAMPLE = "command: [target/native/gateway, --port, \"${port}\"]";
    private static final String READY =
            "write  ready: listening  or  ready: {http: /health}  or  ready: {log: \"regex\"}";

    private final YamlMap service;
    private final @Nullable YamlValue command;
    private final Map<String, YamlValue> environment;

    private ServiceSpec(YamlMap service) {
        this.service = service;
        command =
                service.optional(AttachSpec.KEY).isPresent()
                        ? null
                        : service.required("command", EXAMPLE);
        environment =
                service.optional("environment").map(YamlMap::entries).orElseGet(LinkedHashMap::new);
    }

    /** Reads all and says what is wrong, save for placeholders: only a run knows their values. */
    static ServiceSpec of(YamlValue value) {
        ServiceSpec spec =
                new ServiceSpec(
                        value.map(
                                "command",
                                AttachSpec.KEY,
                                "environment",
                                "workingDirectory",
                                "runAs",
                                "port",
                                "ready",
                                "readyWithin",
                                "stopWithin",
                                "stopSignal",
                                "limits",
                                "addressSpace"));
        NativeService unused = spec.build(TextReader.AS_WRITTEN);
        return spec;
    }

    /**
     * Returns the service with placeholders replaced.
     *
     * @throws SpecException when a placeholder has no value
     */
    NativeService resolve() {
        return build(Placeholders.OF_SERVICE);
    }

    private NativeService build(TextReader reader) {
        YamlValue launched = command;
        return launched == null ? AttachSpec.build(service, reader) : launched(reader, launched);
    }

    private NativeService launched(TextReader reader, YamlValue command) {
        NativeService.Builder builder =
                NativeService.command(reader.argv(command).toArray(new String[0]));
        environment.forEach((name, value) -> builder.environment(name, reader.readAny(value)));
        service.optional("workingDirectory")
                .ifPresent(value -> builder.workingDirectory(Path.of(reader.read(value))));
        service.optional("runAs").ifPresent(value -> builder.runAs(reader.read(value)));
        service.optional("port").ifPresent(value -> builder.port(value.integer(1, 65_535)));
        service.optional("ready").ifPresent(value -> ready(builder, value));
        service.optional("readyWithin").ifPresent(value -> builder.readyWithin(duration(value)));
        service.optional("stopWithin").ifPresent(value -> builder.stopWithin(duration(value)));
        service.optional("stopSignal").ifPresent(value -> stopSignal(builder, value));
        service.optional("limits").ifPresent(value -> limits(builder, value));
        service.optional("addressSpace")
                .ifPresent(value -> builder.addressSpace(addressSpace(value)));
        return builder.build();
    }

    private static void stopSignal(NativeService.Builder builder, YamlValue value) {
        try {
            builder.stopSignal(value.text());
        } catch (IllegalArgumentException e) {
            throw value.error(String.valueOf(e.getMessage()));
        }
    }

    private static Duration duration(YamlValue value) {
        return value.parsed(DurationText::parse);
    }

    private static void ready(NativeService.Builder builder, YamlValue ready) {
        if (ready.isScalar()) {
            if (!ready.text().equals("listening")) {
                throw ready.error("ready = \"" + ready.text() + "\" is unknown; " + READY);
            }
            builder.readyWhenListening();
            return;
        }
        YamlMap condition = ready.map("http", "log");
        YamlValue http = condition.optional("http").orElse(null);
        YamlValue log = condition.optional("log").orElse(null);
        if (http != null && log == null) {
            http.parsed(path -> builder.readyWhenHttpAnswers(path));
        } else if (log != null && http == null) {
            logged(builder, log);
        } else {
            throw ready.error("ready is one condition; " + READY);
        }
    }

    private static void logged(NativeService.Builder builder, YamlValue log) {
        try {
            builder.readyWhenLogged(log.text());
        } catch (PatternSyntaxException e) {
            throw log.error(
                    "log = \"" + log.text() + "\" is no regular expression: " + e.getDescription());
        }
    }

    private static void limits(NativeService.Builder builder, YamlValue value) {
        List<String> names = new ArrayList<>();
        for (Resource resource : Resource.values()) {
            names.add(name(resource));
        }
        YamlMap limits = value.map(names.toArray(new String[0]));
        for (Resource resource : Resource.values()) {
            limits.optional(name(resource)).ifPresent(limit -> limit(builder, resource, limit));
        }
    }

    private static void limit(NativeService.Builder builder, Resource resource, YamlValue limit) {
        try {
            builder.limit(resource, limit(resource, limit));
        } catch (IllegalArgumentException e) {
            throw limit.error(String.valueOf(e.getMessage()));
        }
    }

    private static AddressSpace addressSpace(YamlValue value) {
        Map<String, AddressSpace> known = new LinkedHashMap<>();
        for (AddressSpace space : AddressSpace.values()) {
            known.put(space.text(), space);
        }
        return Objects.requireNonNull(known.get(value.oneOf(known.keySet())));
    }

    private static long limit(Resource resource, YamlValue limit) {
        if (limit.text().equals("unlimited")) {
            return ResourceLimit.UNLIMITED;
        }
        return resource.inBytes()
                ? limit.parsed(ByteSize::parse).bytes()
                : limit.integer(0, Integer.MAX_VALUE);
    }

    private static String name(Resource resource) {
        return resource.name().toLowerCase(Locale.ROOT);
    }
}
