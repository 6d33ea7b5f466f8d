package dev.leakgate.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.report.FindingInfo.ContentInfo;
import dev.leakgate.report.FindingInfo.FrameInfo;
import dev.leakgate.report.FindingInfo.HolderInfo;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the words that say what leaks. */
class FindingLinesTest {

    private static final FindingInfo REQUEST =
            new FindingInfo(
                    "5c1d",
                    "heap",
                    List.of("gateway"),
                    "unreachable",
                    "CommItopReq",
                    List.of(),
                    1504L,
                    4500L,
                    6_768_000L,
                    4000L,
                    1.0,
                    List.of(),
                    new ContentInfo("GET /itop?channelid=4099&… HTTP/1.1", 4500L, null),
                    List.of(
                            new FrameInfo("operator new", null, null, "libstdc++.so.6"),
                            new FrameInfo("spp_handle_process", "/src/service.cpp", 41, null)),
                    null);

    private static final FindingInfo SESSION =
            new FindingInfo(
                    "77aa",
                    "arenas of handler",
                    List.of("handler", "handler", "logger"),
                    "reachable",
                    null,
                    List.of("operation (40 B)", "entry (33 B)"),
                    48L,
                    800L,
                    38_400L,
                    800L,
                    0.2,
                    List.of(
                            new HolderInfo("gateway .bss +0x40", "g_sessions", null, 16L),
                            new HolderInfo(null, null, "Session", 32L),
                            new HolderInfo(null, null, null, null)),
                    null,
                    List.of(),
                    "bound what g_sessions keeps");

    @Test
    void whatIsSuppressedIsNotAmongTheFindings() {
        FindingInfo known =
                new FindingInfo(
                        "5c1d",
                        "heap",
                        List.of(),
                        "unreachable",
                        "Known",
                        List.of(),
                        48L,
                        1L,
                        48L,
                        1L,
                        1.0,
                        List.of(),
                        null,
                        List.of(),
                        null,
                        null,
                        "the next release frees them");

        assertThat(FindingLines.of(List.of(known, SESSION)))
                .isEqualTo(FindingLines.of(List.of(SESSION)));
    }

    @Test
    void objectsOfSeveralProcessesSayHowMany() {
        FindingInfo finding =
                new FindingInfo(
                        "5c1d",
                        "worker: heap",
                        List.of("nginx", "nginx"),
                        "unreachable",
                        "Request",
                        List.of(),
                        208L,
                        900L,
                        187_200L,
                        800L,
                        1.0,
                        List.of(),
                        null,
                        List.of(),
                        null,
                        2,
                        null);

        assertThat(FindingLines.of(List.of(finding)))
                .containsExactly(
                        "  1  Request  800 grown (900 in all) × 208 B  unreachable  worker: heap of 2"
                                + " processes, threads nginx ×2");
    }

    @Test
    void eachFindingSaysWhatHowManyWhereAndWhy() {
        assertThat(FindingLines.of(List.of(REQUEST, SESSION)))
                .containsExactly(
                        "  1  CommItopReq             4,000 grown (4,500 in all) × 1,504 B"
                                + "  unreachable  heap, thread gateway",
                        "       holds \"GET /itop?channelid=4099&… HTTP/1.1\"  in 4,500 of 4,500",
                        "       allocated at  spp_handle_process  service.cpp:41",
                        "  2  objects without a type  800 grown × 48 B                    "
                                + "  reachable    arenas of handler, threads handler ×2, logger",
                        "       may be  operation (40 B), or entry (33 B)",
                        "       held by  g_sessions (gateway .bss +0x40) → Session +0x20 → an object",
                        "       bound what g_sessions keeps");
    }

    @Test
    void onlyTheFirstAreShownAndTheRestIsCounted() {
        List<String> lines = FindingLines.of(Collections.nCopies(7, REQUEST));

        assertThat(lines.stream().filter(line -> line.contains("CommItopReq"))).hasSize(5);
        assertThat(lines).last().isEqualTo("  and 2 more groups of objects, 12.9 MiB");
    }

    @Test
    void nothingFoundPrintsNothing() {
        assertThat(FindingLines.of(List.of())).isEmpty();
    }
}
