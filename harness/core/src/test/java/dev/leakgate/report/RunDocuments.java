package dev.leakgate.report;

import dev.leakgate.report.FindingInfo.ContentInfo;
import dev.leakgate.report.FindingInfo.FrameInfo;
import dev.leakgate.report.FindingInfo.HolderInfo;
import dev.leakgate.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Makes results for tests. */
public final class RunDocuments {

    private RunDocuments() {}

    /** A result with every field that there is. */
    public static RunDocument full() {
        return new RunDocument(
                RunDocument.SCHEMA,
                Verdict.LEAK,
                "heap grows in each of 8 rounds",
                List.of(
                        "LEAK  GatewayIT.unknownChannel: heap grows 1,504 B per request",
                        "  4,000 requests in 8 rounds"),
                session("boot-1-2"),
                new RunDocument.TestInfo(
                        "com.example.GatewayIT",
                        "unknownChannel(dev.leakgate.load.LoadDriver)",
                        "GatewayIT.unknownChannel",
                        "[engine:leakgate]/[class:com.example.GatewayIT]",
                        "src/test/leakcheck/gateway.leakcheck.yaml:3:5"),
                new RunDocument.ServiceInfo(
                        List.of("target/native/gateway", "--port", "8080"),
                        "/srv/gateway",
                        4711,
                        64,
                        new RunDocument.ExitInfo(0, null),
                        "GCC: (Debian 12.2.0-14) 12.2.0",
                        "glibc 2.36"),
                List.of(new RunDocument.ProcessInfo(4711, "gateway", "master")),
                new LoadInfo(
                        "leakgate",
                        "0.1.0",
                        4000,
                        4,
                        "open",
                        "kept",
                        500.0,
                        499.5,
                        1,
                        "connection reset",
                        12L,
                        Map.of("read", new LoadInfo.KindInfo(3600, 1)),
                        Map.of("400", 3999L),
                        new LoadInfo.LatencyInfo(0.1, 0.2, 0.3, 0.4, 2.5)),
                List.of(
                        new RoundInfo(
                                0,
                                0,
                                false,
                                0,
                                1 << 20,
                                1,
                                1,
                                7,
                                Map.of("heap", 4096L),
                                4000L,
                                96L),
                        new RoundInfo(
                                1,
                                500,
                                true,
                                20.5,
                                2 << 20,
                                1,
                                1,
                                7,
                                Map.of("heap", 756096L),
                                700000L,
                                56096L)),
                List.of(new SamplingInfo.SampleInfo(10.5, 250, 2_500_000, 6_000_000)),
                List.of(
                        new RegionInfo(
                                "stacks",
                                "handler",
                                "worker",
                                4096,
                                6_000_000_000L,
                                new GrowthInfo(1504, 1503, 1505),
                                "grows",
                                new RegionInfo.LiveInfo(4000, 5_999_000_000L),
                                0.2)),
                Map.of(
                        "descriptors (files)",
                        new SeriesInfo(
                                "count",
                                List.of(9L, 14L),
                                1024L,
                                new GrowthInfo(0.01, 0.01, 0.01),
                                0.002,
                                "GROWING",
                                "/tmp/upload-*")),
                List.of(
                        new AllocatorInfo(
                                "worker", "jemalloc", false, "its chunks cannot be counted")),
                new DecompositionInfo(6000L, -4096L, 4096L, 8192L, 0, 4096, 0, 0, 12288),
                List.of(
                        new BudgetInfo(
                                "heap growth", "B/request", 16, 1504.0, false, null, null, null),
                        new BudgetInfo(
                                "heap peak",
                                "B",
                                66 << 20,
                                70.0 * (1 << 20),
                                false,
                                "10 % over 60 MiB of the baseline",
                                "leakgate-budgets.yaml:3:5",
                                true)),
                List.of(
                        new SuppressionInfo(
                                "type",
                                "module */libssl*",
                                "GatewayIT.*",
                                "libssl init",
                                "team-gateway",
                                "2027-01-31",
                                "used",
                                1,
                                List.of("module /usr/lib/libssl.so.3"))),
                new SamplingInfo(9, 12.5, "PAGEMAP_SCAN", 2, 1.5, 0.004, 3_000_000L),
                0.2,
                environment(),
                List.of("first.smaps.gz", "last.smaps.gz", SiteToolInfo.STACKS),
                new RunDocument.CrashInfo(
                        "SIGSEGV",
                        null,
                        3,
                        "core.4711",
                        "/srv/gateway",
                        null,
                        List.of("1.5 GiB were left out"),
                        4713,
                        List.of(
                                new RunDocument.PointerInfo(
                                        "esp",
                                        "0xb7a2a0f0",
                                        "stacks of router",
                                        "0xb5a2b000",
                                        "0xb7a2b000"),
                                new RunDocument.PointerInfo("ebp", "0x8", null, null, null)),
                        List.of(
                                "#0  0xf7c8f123 in pthread_detach () from /lib32/libc.so.6",
                                "#1  0x0804a2c1 in Router::stop (this=0x0) at worker.cpp:77"),
                        "no thread could be created any more",
                        List.of("last words")),
                new CaptureInfo(
                        "core.4711",
                        "/srv/gateway",
                        4711,
                        "fork",
                        2.4,
                        30_000_000L,
                        List.of("a"),
                        null),
                List.of(finding()),
                new SiteToolInfo("heaptrack", "1.4.0", 500L, 1.16, null),
                stacks(),
                new AddressSpaceInfo(
                        "i386-3gb",
                        true,
                        3_000_000_000L,
                        200_000_000L,
                        28_000_000L,
                        0.86,
                        Map.of("stacks", 2_900_000_000L),
                        List.of(
                                new AddressSpaceInfo.SpaceInfo(
                                        "i386-3gb",
                                        true,
                                        3_000_000_000L,
                                        93,
                                        33_558_528L,
                                        28_000_000L,
                                        List.of(
                                                new AddressSpaceInfo.GapInfo(
                                                        "0x10000", 40_000_000, true))))),
                new WatchInfo(
                        6,
                        true,
                        true,
                        3_000_000,
                        7_000_000,
                        4,
                        17,
                        Map.of("heap", 2_000_000L),
                        List.of(
                                new WatchInfo.WatchedTest(
                                        "com.example.GatewayIT#unknownChannel", 6, 1, 3_000_000))),
                heap());
    }

    private static HeapInfo heap() {
        AnalysisDocument analysis = AnalysisSchemaTest.full();
        return new HeapInfo(4711, analysis.arenas(), analysis.totals(), analysis.census());
    }

    private static StacksInfo stacks() {
        return new StacksInfo(
                4711,
                91,
                2,
                3_053_453_312L,
                400_000,
                32 << 20,
                32 << 20,
                "RLIMIT_STACK",
                "i386-3gb",
                true,
                93,
                "pthread_create number 94 fails with EAGAIN: no hole of 32 MiB and its guard is left"
                        + " in the address space",
                131_072L,
                8192L,
                3_000_000_000L,
                23_000L,
                "pthread_attr_setstacksize(&attr, 131072)",
                List.of(
                        new StacksInfo.StackInfo(
                                4712,
                                "router-1",
                                "thread",
                                "0xf5800000",
                                "0xf7800000",
                                32L << 20,
                                8192L,
                                4096L,
                                "0xf57fff10",
                                "0xf57fff28",
                                "anonymous, 0x1000-0x2000",
                                true)));
    }

    /** A finding with every field that there is. */
    static FindingInfo finding() {
        return new FindingInfo(
                "5f1d0c7a",
                "heap",
                List.of("gateway"),
                "reachable",
                "CommItopReq",
                List.of(),
                1488L,
                4500L,
                6_696_000L,
                4000L,
                1.0,
                List.of(
                        new HolderInfo("gateway .bss +0x40", "g_sessions", null, 16L),
                        new HolderInfo(null, null, "CommItopReq", null)),
                new ContentInfo(
                        "GET /itop?channelid=… HTTP/1.1", 4500L, "GET /itop?channelid=4099"),
                List.of(
                        new FrameInfo("spp_handle_process(int)", "service.cpp", 41, null),
                        new FrameInfo("main", null, null, "gateway")),
                "delete the request in the branch that finds no channel",
                2,
                null);
    }

    /** A result with what each must have and nothing else. */
    public static RunDocument least(Verdict verdict) {
        return new RunDocument(
                RunDocument.SCHEMA,
                verdict,
                null,
                List.of(verdict + "  ATest.a"),
                session("boot-1-2"),
                new RunDocument.TestInfo("ATest", "a()", "ATest.a", null, null),
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                null,
                environment(),
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null);
    }

    private static RunDocument.SessionInfo session(String id) {
        Instant start = Instant.parse("2026-03-01T10:00:00.123456Z");
        return new RunDocument.SessionInfo(id, start, start.plusSeconds(7), "0.1.0");
    }

    private static RunDocument.EnvironmentInfo environment() {
        return new RunDocument.EnvironmentInfo(
                "Linux", "6.18", "amd64", 2, 4096, "17.0.15", "build-7", 536870912L);
    }
}
