package dev.leakgate.gate;

import dev.leakgate.report.GrowthInfo;
import dev.leakgate.report.RegionInfo;
import dev.leakgate.report.RoundInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.SeriesInfo;
import dev.leakgate.report.WatchInfo;
import dev.leakgate.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes results of a service with a heap and two stacks. */
final class Runs {

    static final long MIB = 1 << 20;

    private Verdict verdict = Verdict.CLEAN;
    private @Nullable String reason;
    private long[] heap = {MIB, 2 * MIB, 2 * MIB};
    private String program = "/srv/gateway";
    private String arch = "amd64";
    private String libc = "glibc 2.36";
    private String outcome = "FLAT";
    private String method = "unknownChannel(dev.leakgate.load.LoadDriver)";
    private @Nullable WatchInfo watch;
    private boolean measured = true;

    static Runs run() {
        return new Runs();
    }

    Runs heap(long... levels) {
        heap = levels;
        return this;
    }

    Runs verdict(Verdict other, String why) {
        verdict = other;
        reason = why;
        return this;
    }

    Runs of(String otherProgram) {
        program = otherProgram;
        return this;
    }

    Runs on(String otherArch, String otherLibc) {
        arch = otherArch;
        libc = otherLibc;
        return this;
    }

    Runs growing() {
        outcome = "GROWING";
        return this;
    }

    Runs method(String other) {
        method = other;
        return this;
    }

    Runs watched(WatchInfo seen) {
        watch = seen;
        return this;
    }

    Runs unmeasured() {
        measured = false;
        return this;
    }

    RunDocument document() {
        List<RoundInfo> rounds = new ArrayList<>();
        for (int i = 0; measured && i < heap.length; i++) {
            rounds.add(
                    new RoundInfo(
                            i,
                            i == 0 ? 20 : 500,
                            false,
                            i * 10.0,
                            heap[i] + 3 * MIB,
                            1,
                            3,
                            7,
                            Map.of(
                                    "heap", heap[i],
                                    "stacks of handler", i == 1 ? 3 * MIB : MIB,
                                    "stacks of timer", i == 1 ? 0 : 2 * MIB),
                            heap[i] - 4096,
                            4096L));
        }
        return new RunDocument(
                RunDocument.SCHEMA,
                verdict,
                reason,
                List.of(verdict + "  GatewayIT.unknownChannel"),
                new RunDocument.SessionInfo("boot-1-2", Instant.EPOCH, Instant.EPOCH, "0.1.0"),
                new RunDocument.TestInfo(
                        "com.example.GatewayIT", method, "GatewayIT.unknownChannel", null, null),
                new RunDocument.ServiceInfo(
                        List.of(program), program, 4711, 64, null, "GCC: 12.2.0", libc),
                List.of(),
                null,
                rounds,
                List.of(),
                measured
                        ? List.of(
                                region("heap", null, heap[0], heap[heap.length - 1], outcome),
                                region("stacks", "handler", MIB, MIB, "FLAT"),
                                region("stacks", "timer", 2 * MIB, 2 * MIB, "FLAT"))
                        : List.of(),
                measured
                        ? Map.of(
                                "threads",
                                new SeriesInfo(
                                        "count",
                                        List.of(3L, 5L, 3L),
                                        null,
                                        new GrowthInfo(0, 0, 0),
                                        null,
                                        "FLAT",
                                        null))
                        : Map.of(),
                List.of(),
                null,
                List.of(),
                List.of(),
                null,
                null,
                new RunDocument.EnvironmentInfo("Debian", "6.18", arch, 2, 4096, "17", null, null),
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null,
                watch,
                null);
    }

    private static RegionInfo region(
            String kind, @Nullable String name, long first, long last, String outcome) {
        boolean heap = kind.equals("heap");
        return new RegionInfo(
                kind,
                name,
                null,
                first,
                last,
                new GrowthInfo(1504, 1500, 1508),
                outcome,
                heap ? new RegionInfo.LiveInfo(first - 4096, last - 4096) : null,
                null);
    }
}
