package dev.leakgate.spec;

import java.util.LinkedHashMap;
import java.util.Map;

/** Spec files that are wrong in one thing each, with what their writer is told. */
final class BadSpecs {

    private static final String KNOWN_LOAD =
            "Known are: requests, tool, unix, concurrency, rate, connections, requestTimeout";

    private BadSpecs() {}

    /** Files that the schema finds wrong too. */
    static Map<String, String> wrong() {
        Map<String, String> bad = new LinkedHashMap<>();
        bad.put("[]", "1:1: the file must be a mapping, lines of \"key: value\"");
        bad.put(
                "check: []",
                "1:1: unknown key \"check\" in the file; did you mean \"checks\"? Known are:"
                        + " service, checks, otlp");
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
                least("[gateway]}", "[gateway], addressSpace: i386}"),
                "3:49: addressSpace = \"i386\" is unknown. Write one of: i386-3gb,"
                        + " i386-4gb, x86-64");
        bad.put(
                least("{command: [gateway]}", "{command: [gateway], attach: {pid: 4711}}"),
                "3:24: command is for a service that is launched, and attach names one that runs"
                        + " already; leave one of them out");
        bad.put(
                least("{command: [gateway]}", "{attach: {pid: 4711, port: 8080}}"),
                "3:23: attach names the process in one way; write  attach: {pid: 4711}  or  attach:"
                        + " {pidFile: run/gateway.pid}  or  attach: {port: 8080}");
        bad.put(
                least("{command: [gateway]}", "{attach: {pid: gateway}}"),
                "3:29: pid = \"gateway\" must be a whole number from 1 to 2,147,483,647, or a"
                        + " placeholder, as in \"${gateway.pid}\"");
        bad.put(
                least("{command: [gateway]}", "{attach: {port: 65536}}"),
                "3:30: port = \"65536\" must be a whole number from 1 to 65,535, or a placeholder,"
                        + " as in \"${gateway.port}\"");
        bad.put(
                least("{command: [gateway]}", "{attach: {pidfile: a.pid}}"),
                "3:24: unknown key \"pidfile\" in attach; did you mean \"pidFile\"? Known are: pid,"
                        + " pidFile, port");
        bad.put(
                Specs.LEAST + "    onLeak: KEEP\n",
                "5:13: onLeak = \"KEEP\" is unknown. Write one of: CAPTURE, NOTHING");
        bad.put(
                Specs.LEAST + "    onCrash: DUMP\n",
                "5:14: onCrash = \"DUMP\" is unknown. Write one of: CORE, TRACE");
        bad.put(
                Specs.LEAST + "    keepCore: 512\n",
                "5:15: keepCore = \"512\" is no size: the unit is missing; write a number and one of B,"
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
                Specs.LEAST + "    budgets: [{threads: 96, within: i486}]\n",
                "5:37: within = \"i486\" is no address space; write one of i386-3gb, i386-4gb,"
                        + " x86-64, or a size as in \"2 GiB\"");
        bad.put(
                Specs.LEAST + "    budgets: [{threads: 0, within: i386-3gb}]\n",
                "5:25: threads = 0 must be from 1 to 2,147,483,647");
        bad.put(
                Specs.LEAST + "    budgets: [{perThread: 2 MiB, region: stacks}]\n",
                "5:34: unknown key \"region\" in budgets. Known are: perThread, threads, within,"
                        + " headroom");
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
        bad.put(
                least("[gateway]}", "[gateway], stopSignal: INT}"),
                "3:47: stopSignal \"INT\" is no signal; write it as kill -l does, with SIG in front:"
                        + " \"SIGINT\"");
        loads(bad);
        tools(bad);
        bad.put(least("[gateway]}", "[gateway], runAs: }"), "3:41: runAs has no value");
        bad.put(
                Specs.LEAST
                        + "    suppressions: [{pattern: heap, check: x, reason: r, owner: o, expires:"
                        + " 2030-01-01}]\n",
                "5:36: unknown key \"check\" in a suppression. Known are: pattern, type, holder,"
                        + " module, reason, owner, expires");
        bad.put(
                Specs.LEAST + "    suppressions: [{reason: r, owner: o, expires: 2030-01-01}]\n",
                "5:20: a suppression names one of pattern, type, holder, module; add it, as in "
                        + " pattern: \"module */libssl*\"");
        bad.put(
                Specs.LEAST
                        + "    suppressions: [{type: A, holder: b, reason: r, owner: o, expires:"
                        + " 2030-01-01}]\n",
                "5:20: a suppression names one of pattern, type, holder, module, and this has type"
                        + " and holder; write one for each");
        bad.put(
                Specs.LEAST
                        + "    suppressions: [{pattern: heap, reason: r, owner: o, expires: May}]\n",
                "5:66: expires = \"May\" is no date; write it as in 2027-01-31");
        return bad;
    }

    /** Requests that are wrong. */
    private static void loads(Map<String, String> bad) {
        bad.put(
                requests("[{weight: 2}]"),
                "4:23: this request is nothing to send; give it path, as in  path: /health, "
                        + " exchange, as in  exchange: [{send: \"PING\\r\\n\", receive: line}],  or"
                        + " abuse, as in  abuse: halfOpen");
        bad.put(
                requests("[{exchange: [{receive: line}], path: /}]"),
                "4:59: path is for HTTP, and this request is an exchange; keep one");
        bad.put(
                requests("[{exchange: [{receive: line}], abuse: halfOpen}]"),
                "4:60: exchange and abuse are both there; make a request of each");
        bad.put(
                step("expect: a"),
                "4:35: this step neither sends nor receives; write it as in  exchange: [{send:"
                        + " \"PING\\r\\n\", receive: line, expect: +PONG}]");
        bad.put(
                step("send: a, expect: b"),
                "4:53: expect is for what is received, and this step does not; write  receive: line"
                        + "  or  receive: end  or  receive: {until: \"END\\r\\n\"}  or  receive:"
                        + " {bytes: 4}");
        bad.put(
                step("recieve: line"),
                "4:36: unknown key \"recieve\" in a step; did you mean \"receive\"? Known are: send,"
                        + " sendHex, receive, expect, expectMatch");
        bad.put(
                step("receive: row"),
                "4:45: receive = \"row\" is unknown; write  receive: line  or  receive: end  or "
                        + " receive: {until: \"END\\r\\n\"}  or  receive: {bytes: 4}");
        bad.put(step("receive: {bytes: 0}"), "4:53: bytes = 0 must be from 1 to 1,048,576");
        bad.put(
                step("receive: {until: ''}"),
                "4:53: until is empty; write what the answer ends with");
        bad.put(
                step("sendHex: 5"),
                "4:45: sendHex = \"5\" must be pairs of hexadecimal digits, as in \"00 1f ff\"");
        bad.put(
                step("send: a, sendHex: 61"),
                "4:54: send and sendHex are both there; keep one of them");
        bad.put(
                step("receive: line, expect: a, expectMatch: a"),
                "4:75: expect and expectMatch are both there; keep one of them");
        bad.put(
                requests("[{abuse: halfopen}]"),
                "4:31: abuse = \"halfopen\" is unknown; did you mean \"halfOpen\"? Write one of:"
                        + " halfOpen, malformed");
        bad.put(
                requests("[{abuse: {abort: {path: /}}}]"),
                "4:32: unknown key \"abort\" in abuse. Known are: halfOpen, abortRequest,"
                        + " abortResponse, slow, oversizedHeader, oversizedBody, malformed");
        bad.put(
                requests("[{abuse: {slow: {path: /}, abortRequest: {path: /}}}]"),
                "4:31: abuse is of one kind; make a request of each, with a weight");
        bad.put(
                requests("[{abuse: {abortRequest: {}}}]"),
                "4:46: abortRequest has nothing to send; add it, as in  send: \"GET /"
                        + " HTTP/1.1\\r\\n\"  or  path: /");
        bad.put(
                requests("[{abuse: {abortRequest: {path: /, send: a}}}]"),
                "4:53: path and bytes to send are both there; keep one of them");
        bad.put(
                requests("[{abuse: {slow: {path: /, pause: 5}}}]"),
                "4:55: pause = \"5\" is no duration: the unit is missing; write a number and one of"
                        + " ms, s, min, h, as in \"5 min\"");
        bad.put(
                requests("[{abuse: {oversizedBody: {path: /}}}]"),
                "4:47: oversizedBody has no \"size\"; add it, as in  size: 1 MiB");
        bad.put(
                least("load: {", "load: {unix: '" + "s".repeat(108) + "', "),
                "4:18: unix has 108 bytes; the path of a Unix-domain socket has at most 107, so put"
                        + " it into a shorter directory");
    }

    /** Load tools that are wrong. */
    private static void tools(Map<String, String> bad) {
        bad.put(
                tool("{}"),
                "4:18: tool names none; write it as in  wrk: {path: /health}  or  command: [k6, run,"
                        + " --iterations, \"${requests}\", load.js]");
        bad.put(
                tool("{wrl: {path: /}}"),
                "4:19: unknown key \"wrl\" in tool; did you mean \"wrk\"? Known are: wrk, h2load,"
                        + " redis-benchmark, pgbench, command, countedBy, countedByJson,"
                        + " failuresCountedBy, acceptExit, timeLimit, versionArgument");
        bad.put(
                tool("{wrk: {path: /}, h2load: {path: /}}"),
                "4:43: wrk and h2load are both there; a round has one tool");
        bad.put(
                tool("{wrk: {path: /, time: 1500 ms}}"),
                "4:40: time must be whole seconds, 1 s or more");
        bad.put(
                tool("{h2load: {path: /, clients: 0}}"),
                "4:46: clients = 0 must be from 1 to 100,000");
        bad.put(
                tool("{redis-benchmark: {}}"),
                "4:36: redis-benchmark has no \"tests\"; add it, as in  tests: [set, get]");
        bad.put(
                tool("{command: [k6], countedBy: requests}"),
                "4:45: countedBy = \"requests\" has no group; put the number in parentheses");
        bad.put(
                tool("{command: [k6], countedByJson: requests}"),
                "4:49: countedByJson = \"requests\" is no JSON pointer; write it as"
                        + " \"/metrics/http_reqs/count\"");
        bad.put(
                tool("{command: [k6], countedBy: (1), countedByJson: /a}"),
                "4:65: countedBy and countedByJson are both there; keep one of them");
        bad.put(
                tool("{command: [k6], acceptExit: [256]}"),
                "4:47: acceptExit = 256 must be from 0 to 255");
        bad.put(
                least("load: {", "load: {tool: {wrk: {path: /}}, "),
                "4:46: requests is for requests that Leakgate sends, and a tool is there; say it in"
                        + " the tool's own arguments");
    }

    private static String requests(String list) {
        return least("[{path: /health}]", list);
    }

    private static String step(String step) {
        return requests("[{exchange: [{" + step + "}]}]");
    }

    private static String tool(String tool) {
        return least("requests: [{path: /health}]", "tool: " + tool);
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
        bad.put(
                tool("{wrk: {path: /}}") + "    rounds: {requestsPerRound: 500}\n",
                "5:32: wrk is not told how many requests to send, so requestsPerRound says nothing;"
                        + " leave it out, or put ${requests} into its command");
        bad.put(
                tool("{command: [k6], countedBy: '(('}"),
                "4:45: countedBy = \"((\" is no regular expression: Unclosed group");
        bad.put(
                tool("{command: [k6], timeLimit: 0 s}"),
                "4:45: timeLimit must be longer than nothing");
        bad.put(
                requests("[{exchange: [{receive: line, expectMatch: '['}]}]"),
                "4:64: expectMatch = \"[\" is no regular expression: Unclosed character class");
        bad.put(
                requests("[{abuse: {oversizedBody: {path: /, size: 65 MiB}}}]"),
                "4:63: size = 65 MiB must be at most 64 MiB");
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
