package dev.leakgate.check;

import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.FindingInfo.FrameInfo;
import dev.leakgate.site.AllocationSite;
import dev.leakgate.site.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Finds for each finding the stack that allocated its objects: by the size of a chunk, by how many
 * were not freed for each request, and among such by the name of the type.
 */
final class SiteMatch {

    /* How far a count per request may be from that of the measured run. */
    private static final double FEWEST = 0.5;
    private static final double MOST = 2;

    /* Of a growth, what a stack must hold to be shown where no finding names the objects. */
    private static final double WORTH_SHOWING = 0.1;
    private static final int MOST_SHOWN = 3;

    /* What happens once at the start is large at times, and never often. */
    private static final int FEWEST_ALLOCATIONS = 10;

    private final List<AllocationSite> sites;
    private final double requests;
    private final int word;

    /**
     * Prepares to match.
     *
     * @param requests that the service got while it was recorded
     * @param wordSize 32 or 64
     */
    SiteMatch(List<AllocationSite> sites, long requests, int wordSize) {
        this.sites = sites;
        this.requests = Math.max(1, requests);
        word = wordSize / 8;
    }

    /** Gives each finding its site; makes findings of the sites alone where there are none. */
    List<FindingInfo> place(SiteRun.Measured measured) {
        if (measured.findings().isEmpty()) {
            return fromSites(measured);
        }
        return measured.findings().stream()
                .map(
                        finding ->
                                site(finding)
                                        .map(site -> finding.withSite(frames(site)))
                                        .orElse(finding))
                .toList();
    }

    private Optional<AllocationSite> site(FindingInfo finding) {
        Long chunk = finding.chunkSize();
        Double perRequest = finding.perRequest();
        if (chunk == null || perRequest == null || perRequest <= 0) {
            return Optional.empty();
        }
        String type = finding.type();
        return sites.stream()
                .filter(site -> chunk(site.size()) == chunk)
                .filter(site -> fits(site, perRequest))
                .min(
                        Comparator.comparing((AllocationSite site) -> !names(site, type))
                                .thenComparing(
                                        site ->
                                                Math.abs(
                                                        Math.log(
                                                                site.count()
                                                                        / requests
                                                                        / perRequest))));
    }

    private boolean fits(AllocationSite site, double perRequest) {
        double ratio = site.count() / requests / perRequest;
        return ratio >= FEWEST && ratio <= MOST;
    }

    private static boolean names(
            AllocationSite site, @org.jspecify.annotations.Nullable String type) {
        return type != null
                && site.calls().stream()
                        .anyMatch(
                                call -> call.function() != null && call.function().contains(type));
    }

    private List<FindingInfo> fromSites(SiteRun.Measured measured) {
        List<FindingInfo> findings = new ArrayList<>();
        for (AllocationSite site : sites) {
            double perRequest = site.count() / requests;
            double share = perRequest * chunk(site.size()) / measured.bytesPerRequest();
            boolean goesOn = site.count() >= FEWEST_ALLOCATIONS;
            if (findings.size() < MOST_SHOWN && goesOn && share >= WORTH_SHOWING && share <= MOST) {
                findings.add(
                        new FindingInfo(
                                fingerprint(site),
                                measured.region(),
                                List.of(),
                                null,
                                null,
                                List.of(),
                                chunk(site.size()),
                                null,
                                null,
                                Math.round(perRequest * measured.requests()),
                                perRequest,
                                List.of(),
                                null,
                                frames(site),
                                null));
            }
        }
        return findings;
    }

    /** Names a leak by its functions: lines move with each change of the file. */
    private static String fingerprint(AllocationSite site) {
        CRC32 sum = new CRC32();
        for (Call call : site.calls()) {
            sum.update(String.valueOf(call.function()).getBytes(StandardCharsets.UTF_8));
        }
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    /** Returns what malloc makes of a request: a word more, rounded up (glibc's request2size). */
    private long chunk(long size) {
        long align = 2L * word;
        return Math.max(2 * align, (size + word + align - 1) / align * align);
    }

    private static List<FrameInfo> frames(AllocationSite site) {
        return site.calls().stream()
                .map(
                        call ->
                                new FrameInfo(
                                        call.function(),
                                        call.file(),
                                        call.line() < 1 ? null : call.line(),
                                        call.module()))
                .toList();
    }
}
