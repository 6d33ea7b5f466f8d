package dev.leakgate.spec;

import dev.leakgate.load.ExternalLoad;
import dev.leakgate.units.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code tool}: one that is known by its name, or a command, see {@link ExternalLoad}. */
final class ToolReader {

    private static final int MOST_CLIENTS = 100_000;
    private static final List<String> NAMES =
            List.of("wrk", "h2load", "redis-benchmark", "pgbench", "command");
    private static final String EXAMPLE =
            "wrk: {path: /health}  or  command: [k6, run, --iterations, \"${requests}\", load.js]";

    private ToolReader() {}

    static ExternalLoad of(YamlValue value, TextReader texts) {
        YamlMap tool =
                value.map(
                        "wrk",
                        "h2load",
                        "redis-benchmark",
                        "pgbench",
                        "command",
                        "countedBy",
                        "countedByJson",
                        "failuresCountedBy",
                        "acceptExit",
                        "timeLimit",
                        "versionArgument");
        return how(tool, described(value, tool, texts));
    }

    private static ExternalLoad described(YamlValue value, YamlMap tool, TextReader texts) {
        List<YamlValue> named =
                NAMES.stream().flatMap(name -> tool.optional(name).stream()).toList();
        if (named.isEmpty()) {
            throw value.error("tool names none; write it as in  " + EXAMPLE);
        }
        if (named.size() > 1) {
            throw named.get(1)
                    .error(
                            named.get(0).what()
                                    + " and "
                                    + named.get(1).what()
                                    + " are both there; a round has one tool");
        }
        YamlValue one = named.get(0);
        return switch (one.what()) {
            case "wrk" -> wrk(one, texts);
            case "h2load" -> h2load(one, texts);
            case "redis-benchmark" -> redisBenchmark(one);
            case "pgbench" -> pgbench(one, texts);
            default -> command(one, texts);
        };
    }

    private static ExternalLoad wrk(YamlValue value, TextReader texts) {
        YamlMap wrk = value.map("path", "connections", "time");
        Duration time = wrk.parsed("time", "2 s", DurationText::parse);
        if (time.toMillis() < 1000 || time.toMillis() % 1000 != 0) {
            throw wrk.required("time", "").error("time must be whole seconds, 1 s or more");
        }
        return ExternalLoad.wrk(path(wrk, texts), clients(wrk, "connections"), time);
    }

    private static ExternalLoad h2load(YamlValue value, TextReader texts) {
        YamlMap h2load = value.map("path", "clients");
        return ExternalLoad.h2load(path(h2load, texts), clients(h2load, "clients"));
    }

    private static ExternalLoad redisBenchmark(YamlValue value) {
        YamlMap benchmark = value.map("tests", "clients");
        List<String> tests = benchmark.required("tests", "tests: [set, get]").texts();
        return ExternalLoad.redisBenchmark(
                clients(benchmark, "clients"), tests.toArray(new String[0]));
    }

    private static ExternalLoad pgbench(YamlValue value, TextReader texts) {
        YamlMap pgbench = value.map("clients", "arguments");
        List<String> arguments =
                pgbench.optional("arguments").map(all -> words(all, texts)).orElse(List.of());
        return ExternalLoad.pgbench(clients(pgbench, "clients"), arguments.toArray(new String[0]));
    }

    private static ExternalLoad command(YamlValue value, TextReader texts) {
        return ExternalLoad.command(texts.argv(value).toArray(new String[0]));
    }

    private static List<String> words(YamlValue list, TextReader texts) {
        List<String> words = new ArrayList<>();
        list.list().forEach(word -> words.add(texts.read(word)));
        return words;
    }

    private static String path(YamlMap tool, TextReader texts) {
        return HttpRequest.path(tool.required("path", "path: /health"), texts).toString();
    }

    private static int clients(YamlMap tool, String key) {
        return tool.optional(key).map(count -> count.integer(1, MOST_CLIENTS)).orElse(4);
    }

    private static ExternalLoad how(YamlMap tool, ExternalLoad described) {
        YamlValue byRegex = tool.optional("countedBy").orElse(null);
        YamlValue byJson = tool.optional("countedByJson").orElse(null);
        if (byRegex != null && byJson != null) {
            throw byJson.error("countedBy and countedByJson are both there; keep one of them");
        }
        ExternalLoad load = described;
        if (byRegex != null) {
            load = byRegex.parsed(load::countedBy);
        }
        if (byJson != null) {
            load = byJson.parsed(load::countedByJson);
        }
        YamlValue failures = tool.optional("failuresCountedBy").orElse(null);
        if (failures != null) {
            load = failures.parsed(load::failuresCountedBy);
        }
        YamlValue exits = tool.optional("acceptExit").orElse(null);
        if (exits != null) {
            load =
                    load.acceptExit(
                            exits.list().stream().mapToInt(exit -> exit.integer(0, 255)).toArray());
        }
        YamlValue limit = tool.optional("timeLimit").orElse(null);
        if (limit != null) {
            Duration atMost = limit.parsed(DurationText::parse);
            if (atMost.isZero()) {
                throw limit.error("timeLimit must be longer than nothing");
            }
            load = load.timeLimit(atMost);
        }
        YamlValue version = tool.optional("versionArgument").orElse(null);
        return version == null ? load : load.versionArgument(version.text());
    }
}
