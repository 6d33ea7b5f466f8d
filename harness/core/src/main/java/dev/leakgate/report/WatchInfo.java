package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * Says what was seen of a service while tests ran that know nothing of leaks.
 *
 * @param passes how often the tests ran; with one, growth was not judged
 * @param marked whether the tests told when each of them ran; then a request is a test, else a pass
 * @param adopted whether the service ran before, so that nobody stopped it
 * @param peakFootprint largest footprint in any look, in bytes
 * @param peakRss largest resident size in any look, in bytes
 * @param peakThreads most threads in any look
 * @param peakDescriptors most open file descriptors in any look
 * @param peaks largest footprint of each region in any look, in bytes
 * @param tests the tests that told
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WatchInfo(
        int passes,
        boolean marked,
        boolean adopted,
        long peakFootprint,
        long peakRss,
        long peakThreads,
        long peakDescriptors,
        Map<String, Long> peaks,
        List<WatchedTest> tests) {

    /** Makes the collections unmodifiable. */
    public WatchInfo {
        peaks = Lists.copy(peaks);
        tests = Lists.copy(tests);
    }

    /**
     * Says what the service had while one test ran.
     *
     * @param name {@code com.example.GatewayIT#unknownChannel}
     * @param runs how often it ran
     * @param failures how often it failed
     * @param peakFootprint largest footprint of the service in a look while it ran, in bytes; 0
     *     when it was too short for one
     */
    public record WatchedTest(String name, int runs, int failures, long peakFootprint) {}
}
