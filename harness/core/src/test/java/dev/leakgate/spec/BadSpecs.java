package dev.leakgate.spec;

import java.util.LinkedHashMap;
import java.util.Map;

/** Spec files that are wrong in one thing each, with what their writer is told. */
final class BadSpecs {

    private static final String KNOWN_LOAD =
            "Known are: kind, requests, concurrency, rate, connections, requestTimeout";

    private BadSpecs() {}

    /** Files that the schema finds wrong too. */
    static Map<String, String> wrong() {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("[]", "1:1: the file must be a mapping, lines of \"key: value\"");
        bad.put(
                "check: []",
                "1:1: unknown key \"check\" in the file; did you mean \"checks\"? Known are:"
                        + " service, checks");
        bad.put(
                "checks: []",
                "1:9: checks is an empty list; write one element or more, or leave it out");
        bad.put("checks: health", "1:9: checks must be a list, each element after \"- \"");
        bad.put(
                "service: {command: [gateway]}",
                "1:1: the file has no \"checks\"; add it, as in  checks: [{name: …, service: …,"
                        + " load: …}]");
        bad.put(
                least("requests: [", "requets: ["),
                "4:12: unknown key \"requets\" in load; did you mean \"requests\"? " + KNOWN_LOAD);
        bad.put(
                least("requests: [", "urls: ["),
                "4:12: unknown key \"urls\" in load. " + KNOWN_LOAD);
        bad.put(
                least("{path: /health}", "{path: health}"),
                "4:30: path = \"health\" must begin with a slash and have no spaces, as in"
                        + " /itop?id=7");
        bad.put(
                least("{path: /health}", "{path: /health, expectStatus: OK}"),
                "4:53: expectStatus = \"OK\" must be a whole number, as in 500");
        bad.put(
                least("{path: /health}", "{path: /health, weight: 0}"),
                "4:47: weight = 0 must be from 1 to 1,000");
        bad.put(
                least("{path: /health}", "{path: /health, method: get}"),
                "4:47: method = \"get\" must be in capitals, as in POST");
        bad.put(
                least("{command: [gateway]}", "{command: gateway --port 7}"),
                "3:24: command must be a list, each element after \"- \"");
        bad.put(
                least("{command: [gateway]}", "{}"),
                "3:14: service has no \"command\"; add it, as in  command:"
                        + " [target/native/gateway, --port, \"${port}\"]");
        bad.put(
                least("[gateway]}", "[gateway], ready: soon}"),
                "3:42: ready = \"soon\" is unknown; write  ready: listening  or  ready: {http:"
                        + " /health}  or  ready: {log: \"regex\"}");
        bad.put(
                least("[gateway]}", "[gateway], ready: {http: health}}"),
                "3:49: http = \"health\" is no absolute path; write it with a slash, as in"
                        + " \"/health\"");
        bad.put(
                least("[gateway]}", "[gateway], readyWithin: 30}"),
                "3:48: readyWithin = \"30\" is no duration: the unit is missing; write a number"
                        + " and one of ms, s, min, h, as in \"5 min\"");
        bad.put(
                least("[gateway]}", "[gateway], limits: {stack: 8}}"),
                "3:51: stack = \"8\" is no size: the unit is missing; write a number and one of B,"
                        + " KiB, MiB, GiB, kB, MB, GB, as in \"64 MiB\"");
        bad.put(
                Specs.LEAST + "    rounds: {rounds: 3}\n",
                "5:22: rounds = 3 must be 5 or more: fewer rounds cannot tell a leak from chance");
        bad.put(
                Specs.LEAST + "    rounds: {warm_up: 3}\n",
                "5:14: unknown key \"warm_up\" in rounds; did you mean \"warmUp\"? Known are:"
                        + " warmUp, rounds, requestsPerRound, allowedGrowth, timeCap, detects");
        bad.put(
                Specs.LEAST + "    rounds: {requestsPerRound: many}\n",
                "5:32: requestsPerRound = \"many\" must be a whole number, as in 500");
        bad.put(
                Specs.LEAST + "    rounds: [8]\n",
                "5:13: rounds must be a mapping, lines of \"key: value\"");
        bad.put(
                Specs.LEAST + "    budgets: [{region: head, total: 1 MiB}]\n",
                "5:24: region = \"head\" is unknown; did you mean \"heap\"? Write one of: heap,"
                        + " arenas, stacks, large allocations, anonymous, module, shared memory,"
                        + " file, kernel");
        bad.put(
                Specs.LEAST + "    budgets: [{region: heap}]\n",
                "5:15: this budget limits nothing; set total, as in  total: 64 MiB, or growth, as"
                        + " in  growth: 16 B");
        bad.put(
                Specs.LEAST + "    budgets: [{region: heap, total: 64 MiBs}]\n",
                "5:37: total = \"64 MiBs\" is no size: the unit \"MiBs\" is unknown; write a"
                        + " number and one of B, KiB, MiB, GiB, kB, MB, GB, as in \"64 MiB\"");
        bad.put(
                Specs.LEAST + "    tags: [a b]\n",
                "5:12: tags = \"a b\" is no tag; write one word without , ( ) & | !");
        bad.put(Specs.LEAST + "    disabled:\n", "5:14: disabled has no value");
        bad.put(
                least("load: {", "load: {kind: htp, "),
                "4:18: kind = \"htp\" is unknown; did you mean \"http\"? Write one of: http");
        bad.put(
                least("load: {", "load: {concurrency: 2000, "),
                "4:25: concurrency = 2000 must be from 1 to 1,000");
        bad.put(
                least("load: {", "load: {rate: fast, "),
                "4:18: rate = \"fast\" must be a number, as in 200 or 0.5");
        bad.put(
                least("load: {", "load: {rate: -1, "),
                "4:18: rate = -1.0 must be from 0.001 to 1,000,000 requests per second, or 0 for as"
                        + " fast as the service answers");
        bad.put(
                least("load: {", "load: {connections: kep, "),
                "4:25: connections = \"kep\" is unknown; did you mean \"kept\"? Write one of:"
                        + " kept, new each request");
        bad.put(
                Specs.LEAST + "    budgets: [{count: thread, max: 1}]\n",
                "5:23: count = \"thread\" is unknown; did you mean \"threads\"? Write one of: child"
                        + " processes, threads, zombie processes, descriptors, mappings, reserved"
                        + " address space");
        bad.put(
                Specs.LEAST + "    budgets: [{count: threads}]\n",
                "5:15: this budget limits nothing; set max, as in  max: 64, or growth, as in"
                        + "  growth: 0.01");
        return bad;
    }

    /** Files that no schema can find wrong, or that are no YAML. */
    static Map<String, String> beyondTheSchema() {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("", "1:1: the file is empty");
        bad.put(
                least("[{path: /health}]", "[{path: /health}, {path: /health}]"),
                "4:40: the mix has \"GET /health\" already; give this request a name of its own");
        bad.put("# nothing but a comment\n", "1:1: the file is empty");
        bad.put("checks:\n\t- name: a\n", "2:1: a tab; YAML is indented by spaces alone");
        bad.put(
                "checks: [\n",
                "2:1: this is no YAML: while parsing a flow node, expected the node content, but"
                        + " found '<stream end>'");
        bad.put(
                Specs.LEAST + "---\n" + Specs.LEAST,
                "5:1: this is no YAML: expected a single document in the stream, but found another"
                        + " document");
        bad.put(
                least("- name: health", "- name: health\n    name: two"),
                "3:5: the key \"name\" is there twice in a check; keep one of them");
        bad.put(least("service:", "? [a]\n    : b\n    service:"), "3:7: a key must be one word");
        bad.put(
                Specs.LEAST + Specs.LEAST.substring(Specs.LEAST.indexOf("  -")),
                "5:5: two checks are named \"health\", the other at line 2; results go by the"
                        + " name, so give each its own");
        bad.put(
                least("service: {command: [gateway]}\n    ", ""),
                "2:5: a check has no \"service\"; add it, as in  service: {command:"
                        + " [target/native/gateway, --port, \"${port}\"]}");
        bad.put(
                least("[gateway]}", "[gateway], ready: {log: '('}}"),
                "3:48: log = \"(\" is no regular expression: Unclosed group");
        bad.put(
                Specs.LEAST + "    rounds: {allowedGrowth: 16 B, detects: 16 B}\n",
                "5:44: detects = 16 B per request must be more than what is allowed, 16 B per"
                        + " request");
        bad.put("checks: &a [*a]", "1:9: a check must be a mapping, lines of \"key: value\"");
        return bad;
    }

    private static String least(String replaced, String by) {
        if (!Specs.LEAST.contains(replaced)) {
            throw new IllegalArgumentException(replaced);
        }
        return Specs.LEAST.replace(replaced, by);
    }
}
