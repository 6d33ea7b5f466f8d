package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.leakgate.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what one check measured and found: the tree that {@code run.json} is.
 *
 * <p>All sizes are bytes. What was not measured is null or empty here and absent in the file, never
 * zero. A component that is neither nullable nor a list or map must be in the file.
 *
 * @param schema {@link #SCHEMA}
 * @param verdict how the check ended
 * @param reason why, in one sentence; always there for {@code INCONCLUSIVE}
 * @param message the lines of the text report; the first alone is enough
 * @param session the build that the check was part of
 * @param test the method that asked for the check
 * @param service what was launched; null when nothing was
 * @param processes the service's processes at the last snapshot
 * @param load what was sent and answered; null when nothing was
 * @param rounds the snapshots: number 0 after the warm-up, number k after round k
 * @param samples cheap looks while the load ran; no verdict stands on them
 * @param regions every region that any snapshot has, the fastest growing first
 * @param series what else could leak, by name: {@code "threads"}, {@code "descriptors (sockets)"}
 * @param allocators the allocators of the service's processes, and whether what they handed out was
 *     counted
 * @param decomposition what the growth from the first to the last snapshot is made of; null without
 *     rounds
 * @param budgets the limits that the user set
 * @param suppressions what became of the growth that is known, see {@link SuppressionInfo}
 * @param sampling what taking the snapshots cost; null without any
 * @param minimumDetectable the smallest leak of the service's allocations that this run could have
 *     seen, in bytes per request: that of the heap or the arenas where the bytes in use were
 *     counted, else of any region; it is that of one of the regions
 * @param environment where it was measured
 * @param evidence files beside this one, by name
 * @param crash how the service died; null unless it did
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RunDocument(
        String schema,
        Verdict verdict,
        @Nullable String reason,
        List<String> message,
        SessionInfo session,
        TestInfo test,
        @Nullable ServiceInfo service,
        List<ProcessInfo> processes,
        @Nullable LoadInfo load,
        List<RoundInfo> rounds,
        List<SampleInfo> samples,
        List<RegionInfo> regions,
        Map<String, SeriesInfo> series,
        List<AllocatorInfo> allocators,
        @Nullable DecompositionInfo decomposition,
        List<BudgetInfo> budgets,
        List<SuppressionInfo> suppressions,
        @Nullable SamplingInfo sampling,
        @Nullable Double minimumDetectable,
        EnvironmentInfo environment,
        List<String> evidence,
        @Nullable CrashInfo crash) {

    /** Names the format and its version. New optional fields keep the version. */
    public static final String SCHEMA = "leakgate/run/1";

    /** Makes the lists unmodifiable; a list that is null becomes empty. */
    public RunDocument {
        message = Lists.copy(message);
        processes = Lists.copy(processes);
        rounds = Lists.copy(rounds);
        samples = Lists.copy(samples);
        regions = Lists.copy(regions);
        series = Lists.copy(series);
        allocators = Lists.copy(allocators);
        budgets = Lists.copy(budgets);
        suppressions = Lists.copy(suppressions);
        evidence = Lists.copy(evidence);
    }

    /** Returns the first line of the text report; the verdict's name when there is no report. */
    public String firstLine() {
        return message.isEmpty() ? verdict.name() : message.get(0);
    }

    /**
     * Names the build and the time of the check.
     *
     * @param id the same for all checks of one build, see {@link Session}
     * @param startedAt when this check began
     * @param endedAt when its verdict was known
     * @param leakgateVersion the version that measured
     */
    public record SessionInfo(
            String id, Instant startedAt, Instant endedAt, String leakgateVersion) {}

    /**
     * Names the test.
     *
     * @param className the class, {@code com.example.Outer$Inner}
     * @param method the method with its parameter types, {@code
     *     unknownChannel(dev.leakgate.load.LoadDriver)}
     * @param displayName what reports call it
     * @param uniqueId the JUnit Platform's id
     * @param source where the check is written when no method asks for it, {@code
     *     src/test/leakcheck/gateway.leakcheck.yaml:3:5}: file, line and column
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record TestInfo(
            @JsonProperty("class") String className,
            String method,
            String displayName,
            @Nullable String uniqueId,
            @Nullable String source) {}

    /**
     * Describes the process that was launched.
     *
     * @param command the arguments as they were given to the kernel
     * @param exe the executable's path
     * @param pid the leader's process id
     * @param wordSize 32 or 64
     * @param exit how the leader ended; null while nobody knows
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ServiceInfo(
            List<String> command,
            @Nullable String exe,
            @Nullable Integer pid,
            @Nullable Integer wordSize,
            @Nullable ExitInfo exit) {

        /** Makes the command unmodifiable. */
        public ServiceInfo {
            command = Lists.copy(command);
        }
    }

    /**
     * Says how a process ended.
     *
     * @param status the exit status, 0 to 255; null when a signal ended it
     * @param signal the signal's name, {@code SIGSEGV}; null when it exited
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ExitInfo(@Nullable Integer status, @Nullable String signal) {}

    /**
     * Names one process of the service.
     *
     * @param name what the kernel calls it, comm
     * @param role {@code master}, {@code worker}; null when the service is one process
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ProcessInfo(int pid, @Nullable String name, @Nullable String role) {}

    /**
     * Says what load the service got, the warm-up left out.
     *
     * @param tool what sent it
     * @param version the tool's version; null for the built-in driver
     * @param requests requests sent, failed ones included
     * @param concurrency requests that were under way at once, at most
     * @param model {@code closed} or {@code open}; null for an external tool
     * @param connections how long a connection was kept; null for an external tool
     * @param intendedRate requests per second that were asked for; null for as fast as answered
     * @param achievedRate requests per second
     * @param failures requests without a complete response, or that the test's method refused
     * @param firstFailure the message of the first of them
     * @param abortedOnPurpose requests that were to go wrong; no failures
     * @param kinds requests by the name that the test gave them
     * @param statuses responses by HTTP status
     * @param latencyMillis how long responses took; null without any
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record LoadInfo(
            String tool,
            @Nullable String version,
            long requests,
            @Nullable Integer concurrency,
            @Nullable String model,
            @Nullable String connections,
            @Nullable Double intendedRate,
            double achievedRate,
            long failures,
            @Nullable String firstFailure,
            @Nullable Long abortedOnPurpose,
            Map<String, KindInfo> kinds,
            Map<String, Long> statuses,
            @Nullable LatencyInfo latencyMillis) {

        /** Names our own driver in place of a tool. */
        public static final String BUILT_IN = "built-in";

        /** Makes the maps unmodifiable. */
        public LoadInfo {
            kinds = Lists.copy(kinds);
            statuses = Lists.copy(statuses);
        }
    }

    /** Counts the requests of one kind. */
    public record KindInfo(long requests, long failures) {}

    /** Holds percentiles of the latency, in milliseconds. */
    public record LatencyInfo(double p50, double p90, double p99, double p999, double max) {}

    /**
     * Holds the snapshot at the end of a round.
     *
     * @param number 0 for the one after the warm-up
     * @param requests requests of this round
     * @param noisy whether the service was still busy
     * @param atMillis milliseconds since the recording began
     * @param footprint bytes of all regions
     * @param processes processes of the tree
     * @param threads threads of all processes
     * @param descriptors open file descriptors of all processes
     * @param regions footprint in bytes by region, {@code "arenas of handler"}
     * @param live bytes that the program had in use of its heaps; null where they were not counted
     * @param retained the rest of the footprint of these heaps, negative where what is in use was
     *     never touched; null where live is
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record RoundInfo(
            int number,
            long requests,
            boolean noisy,
            double atMillis,
            long footprint,
            int processes,
            int threads,
            int descriptors,
            Map<String, Long> regions,
            @Nullable Long live,
            @Nullable Long retained) {

        /** Makes the regions unmodifiable. */
        public RoundInfo {
            regions = Lists.copy(regions);
        }
    }

    /**
     * Says how one region fared.
     *
     * @param kind what it is for, {@code "large allocations"}
     * @param name whose it is: a thread's name, a path
     * @param process the role of its process
     * @param first footprint before the first round, in bytes
     * @param last footprint after the last round, in bytes
     * @param growthPerRequest bytes per request; null when the rounds did not tell
     * @param outcome what the judge made of it
     * @param live what the program had in use of it, which was judged then; null when it could not
     *     be counted, and the footprint was judged
     * @param minimumDetectable the smallest leak in this region that the run could have seen, in
     *     bytes per request; null when the rounds were too few for any
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record RegionInfo(
            String kind,
            @Nullable String name,
            @Nullable String process,
            long first,
            long last,
            @Nullable GrowthInfo growthPerRequest,
            @Nullable String outcome,
            @Nullable LiveInfo live,
            @Nullable Double minimumDetectable) {}

    /**
     * Says what the program had in use, in bytes of chunks, before the first round and after the
     * last.
     */
    public record LiveInfo(long first, long last) {}

    /**
     * Says which allocator the processes of a role have.
     *
     * @param process the role; null when the service is one process
     * @param name {@code "glibc malloc"}, {@code "jemalloc"}
     * @param counted whether what it handed out was counted; else footprints were judged
     * @param reason why it was not counted
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record AllocatorInfo(
            @Nullable String process, String name, boolean counted, @Nullable String reason) {}

    /**
     * Splits the growth of the whole footprint from the first to the last snapshot, in bytes; the
     * parts add up to it. Where chunks were counted, {@code live} and {@code retained} stand for
     * {@code heap} and {@code threadArenas}.
     *
     * @param live what the program has in use
     * @param retained the rest of the allocator's footprint: free memory that it keeps; negative
     *     where it gave some back, or where what is in use was never touched
     * @param heap brk, where its chunks could not be counted
     * @param threadArenas threads' arenas, where their chunks could not be counted
     * @param largeAllocations chunks that have mappings of their own
     * @param stacks stacks of all threads
     * @param shared shared memory
     * @param files modules' data and private mappings of files
     * @param other all else
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record DecompositionInfo(
            @Nullable Long live,
            @Nullable Long retained,
            @Nullable Long heap,
            @Nullable Long threadArenas,
            long largeAllocations,
            long stacks,
            long shared,
            long files,
            long other) {}

    /** Holds a growth and its 95 % interval, in bytes per request. */
    public record GrowthInfo(double value, double low, double high) {}

    /**
     * Says how many there were of something, and how that grows.
     *
     * @param unit {@code "count"}, or {@code "B"} for address space
     * @param levels one for each snapshot
     * @param limit how many a process may have; null when it is not known
     * @param growthPerRequest in the unit per request; null when the rounds did not tell
     * @param minimumDetectable smallest growth per request that this run could have seen
     * @param outcome what the judge made of it
     * @param mostly the name that most of what came on share; null when there is none
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record SeriesInfo(
            String unit,
            List<Long> levels,
            @Nullable Long limit,
            @Nullable GrowthInfo growthPerRequest,
            @Nullable Double minimumDetectable,
            @Nullable String outcome,
            @Nullable String mostly) {

        /** Makes the levels unmodifiable. */
        public SeriesInfo {
            levels = Lists.copy(levels);
        }
    }

    /**
     * Says whether a limit was kept.
     *
     * @param name what is limited, {@code "heap total"}
     * @param unit {@code "B"}, {@code "B/request"}, {@code "count"} or {@code "count/request"}
     * @param limit the most that is allowed
     * @param observed what was measured; null when it was not
     * @param met whether it was kept; null when nobody knows
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record BudgetInfo(
            String name,
            String unit,
            double limit,
            @Nullable Double observed,
            @Nullable Boolean met) {}

    /**
     * Says what became of growth that is known.
     *
     * @param pattern of the names of what grows, {@code "module libssl*"}
     * @param check pattern of the names of the checks that it is for; null for all
     * @param reason why it may grow
     * @param owner who answers for it
     * @param expires the last day that it holds, {@code "2027-01-31"}
     * @param state {@code "used"}, {@code "unused"} in this check, or {@code "expired"}
     * @param count how many regions and counts grow and are covered
     * @param suppressed their names
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record SuppressionInfo(
            String pattern,
            @Nullable String check,
            String reason,
            String owner,
            String expires,
            String state,
            int count,
            List<String> suppressed) {

        /** Makes the names unmodifiable. */
        public SuppressionInfo {
            suppressed = Lists.copy(suppressed);
        }

        /** Tells whether it covers something that grows. */
        @JsonIgnore
        public boolean isUsed() {
            return state.equals("used");
        }

        /** Tells whether its last day is over. */
        @JsonIgnore
        public boolean isExpired() {
            return state.equals("expired");
        }

        /** Says in one line what has expired, and what to do. */
        public String whatExpired() {
            return "the suppression of \""
                    + pattern
                    + "\" ("
                    + reason
                    + ", "
                    + owner
                    + ") ended with "
                    + expires
                    + "; mend the growth, or agree on a new date";
        }
    }

    /**
     * Says what measuring cost.
     *
     * @param snapshots how many were taken
     * @param costMillis how long all of them took
     * @param method how the load was sampled: {@code PAGEMAP_SCAN} or {@code smaps_rollup}
     * @param samples how many samples were taken while the load ran; more than are kept in a long
     *     run
     * @param samplesCostMillis time on a CPU that they took
     * @param share of one core that they took while the load ran, 0.01 for 1 %
     * @param peak largest footprint that they saw, in bytes
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record SamplingInfo(
            int snapshots,
            double costMillis,
            @Nullable String method,
            @Nullable Integer samples,
            @Nullable Double samplesCostMillis,
            @Nullable Double share,
            @Nullable Long peak) {}

    /**
     * Holds a cheap look while the load ran.
     *
     * @param atMillis milliseconds since the sampling began
     * @param requests answered until then, those of the warm-up included
     * @param footprint bytes of private anonymous memory, an estimate
     * @param rss resident bytes
     */
    public record SampleInfo(double atMillis, long requests, long footprint, long rss) {}

    /** Names the machine that measured. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record EnvironmentInfo(
            String os,
            String kernel,
            String arch,
            int cores,
            @Nullable Integer pageSize,
            String jdk) {}

    /**
     * Says how the service died.
     *
     * @param signal the signal's name; null when it exited
     * @param status the exit status; null when a signal ended it
     * @param round the round that it died in, 0 for the warm-up; null when it died outside of both
     * @param core the name of its core among the evidence; null when there is none
     * @param coreAbsence why there is none and how to get one; null when there is one, or no signal
     *     ended it
     * @param logTail the last lines of its output
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record CrashInfo(
            @Nullable String signal,
            @Nullable Integer status,
            @Nullable Integer round,
            @Nullable String core,
            @Nullable String coreAbsence,
            List<String> logTail) {

        /** Makes the lines unmodifiable. */
        public CrashInfo {
            logTail = Lists.copy(logTail);
        }
    }
}
