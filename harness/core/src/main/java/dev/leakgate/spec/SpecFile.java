package dev.leakgate.spec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Holds the checks of one {@code *.leakcheck.yaml} file; {@code docs/specs.md} says what is in one.
 *
 * @param name what messages call the file
 * @param checks in the order of the file, one or more, each with a name of its own
 * @param otlpEndpoint where metrics of their results go; null when the file does not say
 */
public record SpecFile(String name, List<LeakCheckSpec> checks, @Nullable String otlpEndpoint) {

    /** Ends the name of each spec file. */
    public static final String SUFFIX = ".leakcheck.yaml";

    /** Makes the list unmodifiable. */
    public SpecFile {
        checks = List.copyOf(checks);
    }

    /**
     * Reads a file.
     *
     * @param name what messages call it
     * @throws SpecException when the file cannot be read or anything in it is wrong
     */
    public static SpecFile read(Path path, String name) {
        return of(YamlText.read(path, name), name);
    }

    /**
     * Reads what is no file, such as a resource.
     *
     * @throws IOException when it cannot be read
     * @throws SpecException when anything in it is wrong
     */
    public static SpecFile read(InputStream in, String name) throws IOException {
        return of(YamlText.read(in, name), name);
    }

    /** Returns what names a check among those of several files, {@code FILE: NAME}. */
    public String key(LeakCheckSpec check) {
        return name + ": " + check.name();
    }

    private static SpecFile of(Node node, String name) {
        YamlMap file = new YamlValue(name, "the file", node).map("service", "checks", "otlp");
        YamlValue shared = file.optional("service").orElse(null);
        YamlValue list = file.required("checks", "checks: [{name: …, service: …, load: …}]");
        List<LeakCheckSpec> checks = new ArrayList<>();
        Map<String, YamlValue> names = new LinkedHashMap<>();
        for (YamlValue element : list.list()) {
            LeakCheckSpec check = new CheckReader(element.named("a check")).read(shared);
            YamlValue before = names.put(check.name(), element);
            if (before != null) {
                throw element.error(
                        "two checks are named \""
                                + check.name()
                                + "\", the other at line "
                                + before.place().line()
                                + "; results go by the name, so give each its own");
            }
            checks.add(check);
        }
        return new SpecFile(
                name,
                checks,
                file.optional("otlp")
                        .map(otlp -> otlp.map("endpoint"))
                        .map(otlp -> otlp.required("endpoint", "endpoint: http://localhost:4318"))
                        .map(YamlValue::text)
                        .orElse(null));
    }
}
