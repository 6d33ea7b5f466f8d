package dev.leakgate.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.leakgate.report.FindingInfo.FrameInfo;
import dev.leakgate.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
 * @param capture what was kept of its memory; null unless it leaks
 * @param findings the leaks explained, the worst first
 * @param siteTool what recorded where their objects were allocated; null when nothing was to
 * @param stacks the threads' stacks at the end, or in the core of a crash; null when nobody looked
 * @param addressSpace how the same process used its address space; null when nobody looked
 * @param watch what was seen while tests of others ran; null for a check
 * @param heap what was in the heap of the process that leaks most; null when nobody looked
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
        List<SamplingInfo.SampleInfo> samples,
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
        @Nullable CrashInfo crash,
        @Nullable CaptureInfo capture,
        List<FindingInfo> findings,
        @Nullable SiteToolInfo siteTool,
        @Nullable StacksInfo stacks,
        @Nullable AddressSpaceInfo addressSpace,
        @Nullable WatchInfo watch,
        @Nullable HeapInfo heap) {

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
        findings = Lists.copy(findings);
    }

    /** Returns the same run with what became of more limits, and the verdict that follows. */
    public RunDocument judged(Verdict newVerdict, @Nullable String why, List<BudgetInfo> limits) {
        return with(newVerdict, why, message, limits);
    }

    /**
     * Returns the verdict with its message, limits and suppressions, and nothing that was measured:
     * of many runs at once no more is kept.
     */
    public RunDocument withoutMeasurements() {
        return new RunDocument(
                schema,
                verdict,
                reason,
                message,
                session,
                test,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                List.of(),
                null,
                budgets,
                suppressions,
                null,
                null,
                environment,
                evidence,
                null,
                null,
                List.of(),
                null,
                null,
                null,
                null,
                null);
    }

    /** Returns the same run with another text report. */
    public RunDocument telling(List<String> lines) {
        return with(verdict, reason, lines, budgets);
    }

    private RunDocument with(
            Verdict newVerdict,
            @Nullable String newReason,
            List<String> newMessage,
            List<BudgetInfo> newBudgets) {
        return new RunDocument(
                schema,
                newVerdict,
                newReason,
                newMessage,
                session,
                test,
                service,
                processes,
                load,
                rounds,
                samples,
                regions,
                series,
                allocators,
                decomposition,
                newBudgets,
                suppressions,
                sampling,
                minimumDetectable,
                environment,
                evidence,
                crash,
                capture,
                findings,
                siteTool,
                stacks,
                addressSpace,
                watch,
                heap);
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
     * @param compiler what built it, as it says itself; null when it does not
     * @param libc the C library that it runs on, {@code "glibc 2.36"}; null when it is not known
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ServiceInfo(
            List<String> command,
            @Nullable String exe,
            @Nullable Integer pid,
            @Nullable Integer wordSize,
            @Nullable ExitInfo exit,
            @Nullable String compiler,
            @Nullable String libc) {

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
     * Names the machine that measured.
     *
     * @param host its name; null when it does not tell
     * @param memoryLimit bytes that the control group of the service may have; null without a limit
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record EnvironmentInfo(
            String os,
            String kernel,
            String arch,
            int cores,
            @Nullable Integer pageSize,
            String jdk,
            @Nullable String host,
            @Nullable Long memoryLimit) {}

    /**
     * Says where a register of the thread that crashed points.
     *
     * @param register its name: {@code rsp}, {@code rbp}, or those of 32 bits
     * @param address what is in it
     * @param region of the mapping there; null when there is none
     * @param start the mapping's lowest address; null when there is none
     * @param end the address behind its last; null when there is none
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record PointerInfo(
            String register,
            String address,
            @Nullable String region,
            @Nullable String start,
            @Nullable String end) {

        /** Prints {@code in stacks of worker, 0xbff76000-0xbff97000}. */
        String place() {
            return region == null ? "in no mapping" : "in " + region + ", " + start + "-" + end;
        }
    }

    /**
     * Says how the service died.
     *
     * @param signal the signal's name; null when it exited
     * @param status the exit status; null when a signal ended it
     * @param round the round that it died in, 0 for the warm-up; null when it died outside of both
     * @param core the name of its core among the evidence; null when there is none
     * @param program the file that the process ran, behind any script that started it; null without
     *     a core
     * @param coreAbsence why there is none and how to get one; null when there is one, or no signal
     *     ended it
     * @param coreLosses what the core lacks, a sentence each
     * @param thread the thread that crashed; null without a core
     * @param pointers where its stack and its frame pointer point; empty without a core
     * @param backtrace where it was, innermost first, as gdb prints it; empty without gdb or core
     * @param diagnosis why, as far as the address space or the control group tells, a sentence;
     *     null when they do not
     * @param logTail the last lines of its output
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record CrashInfo(
            @Nullable String signal,
            @Nullable Integer status,
            @Nullable Integer round,
            @Nullable String core,
            @Nullable String program,
            @Nullable String coreAbsence,
            List<String> coreLosses,
            @Nullable Integer thread,
            List<PointerInfo> pointers,
            List<String> backtrace,
            @Nullable String diagnosis,
            List<String> logTail) {

        /* #2  0x08049 in Router::stop (this=0x0) at worker.cpp:77 */
        private static final Pattern PLACED =
                Pattern.compile(
                        "#[0-9]+ +(?:0x[0-9a-f]+ in )?(.*?) \\(.*\\) at (\\S+):([0-9]{1,9})");

        private static final int LONGEST_FRAME = 2000;

        /** Makes the lines unmodifiable. */
        public CrashInfo {
            coreLosses = Lists.copy(coreLosses);
            pointers = Lists.copy(pointers);
            backtrace = Lists.copy(backtrace);
            logTail = Lists.copy(logTail);
        }

        /** Returns the innermost call whose line gdb knew; null when it knew none. */
        public @Nullable FrameInfo site() {
            for (String line : backtrace) {
                Matcher placed = PLACED.matcher(line);
                if (line.length() < LONGEST_FRAME && placed.matches()) {
                    return new FrameInfo(
                            placed.group(1),
                            placed.group(2),
                            Integer.valueOf(placed.group(3)),
                            null);
                }
            }
            return null;
        }
    }
}
