package dev.leakgate.check;

import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.Signal;
import dev.leakgate.load.ToolRunner;
import dev.leakgate.report.AddressSpaceInfo;
import dev.leakgate.report.CaptureInfo;
import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.GrowthInfo;
import dev.leakgate.report.HeapInfo;
import dev.leakgate.report.LoadInfo;
import dev.leakgate.report.RegionInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunDocument.CrashInfo;
import dev.leakgate.report.RunDocument.ExitInfo;
import dev.leakgate.report.RunDocument.ServiceInfo;
import dev.leakgate.report.RunDocument.SessionInfo;
import dev.leakgate.report.RunDocument.TestInfo;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.Session;
import dev.leakgate.report.SiteToolInfo;
import dev.leakgate.report.StacksInfo;
import dev.leakgate.report.SuppressionInfo;
import dev.leakgate.report.TextReport;
import dev.leakgate.report.WatchInfo;
import dev.leakgate.report.html.HtmlReport;
import dev.leakgate.service.NativeService;
import dev.leakgate.service.RunningService;
import dev.leakgate.site.SiteChoice;
import dev.leakgate.stack.SpaceLimit;
import dev.leakgate.stack.StackReport;
import dev.leakgate.verdict.Suppressions;
import dev.leakgate.verdict.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gathers what a check did, step by step, and writes its {@code run.json}. */
final class CheckReport {

    private final CheckId id;
    private final CheckPlan plan;
    private final Suppressions suppressions;
    private final Path folder;
    private final Instant begin = Instant.now();
    private Conclusion conclusion = Conclusion.ofInterrupt();
    private MeasuredParts measured = MeasuredParts.NONE;
    private @Nullable RunningService service;
    private @Nullable Throwable thrown;
    private @Nullable Integer crashedInRound;
    private @Nullable KeptCore core;
    private List<String> dumps = List.of();
    private @Nullable CaptureInfo capture;
    private @Nullable HeapInfo heap;
    private List<FindingInfo> findings = List.of();
    private @Nullable SiteToolInfo siteTool;
    private @Nullable RepeatableLoad again;
    private @Nullable CrashLook crashLook;
    private @Nullable String diagnosis;
    private @Nullable StacksInfo stacks;
    private @Nullable AddressSpaceInfo addressSpace;
    private @Nullable WatchInfo watch;

    CheckReport(CheckId id, CheckPlan plan, Suppressions suppressions, Path folder) {
        this.id = id;
        this.plan = plan;
        this.suppressions = suppressions;
        this.folder = folder;
    }

    /** Takes the service, launched or attached to. */
    void runs(RunningService running) {
        service = running;
    }

    void measured(Measurement measurement, Conclusion concluded) {
        conclusion = concluded;
        measured = MeasuredParts.of(measurement, plan, concluded);
        again = measurement.again();
        crashedInRound = concluded.verdict() == Verdict.CRASHED ? measurement.roundsDone() : null;
    }

    /** Takes what was recorded while tests of others ran. */
    void watched(MeasuredParts parts, Conclusion concluded, WatchInfo seen) {
        conclusion = concluded;
        measured = parts;
        watch = seen;
    }

    void conclude(Conclusion concluded) {
        conclusion = concluded;
    }

    void thrown(Throwable thrown) {
        this.thrown = thrown;
    }

    /** Keeps what was captured of a service that leaks, and what explains it. */
    void captured(LeakCapture.Taken taken) {
        capture = taken.capture();
        findings = taken.findings();
        heap = taken.heap();
        dumps = taken.dumps();
    }

    /** Runs a service that leaks once more, to see where it allocates what it loses. */
    void findSites(NativeService description, SiteChoice choice) throws InterruptedException {
        RunningService first = service;
        RepeatableLoad load = again;
        if (choice == SiteChoice.OFF
                || conclusion.verdict() != Verdict.LEAK
                || first == null
                || load == null
                || conclusion.leakingRegions().isEmpty()) {
            return;
        }
        if (first.attached()) {
            // Only who asks for one by name needs to hear that there is none.
            siteTool =
                    choice == SiteChoice.AUTO
                            ? null
                            : new SiteToolInfo(
                                    null,
                                    null,
                                    null,
                                    null,
                                    "no allocation sites: the service ran before, and only one that"
                                            + " the check launches can run again under a recorder");
            return;
        }
        RegionInfo fastest = measured.regions().get(0);
        GrowthInfo growth = fastest.growthPerRequest();
        LoadInfo sent = measured.load();
        SiteRun.Result result =
                new SiteRun(description, plan, load, folder)
                        .run(
                                choice,
                                new SiteRun.Measured(
                                        findings,
                                        fastest.label(),
                                        growth == null ? 0 : growth.value(),
                                        sent == null ? 0 : sent.requests(),
                                        sent == null || sent.intendedRate() != null
                                                ? 0
                                                : sent.achievedRate(),
                                        first.wordSize().orElse(64),
                                        measured.processes().size() > 1,
                                        Duration.between(begin, Instant.now())));
        findings = result.findings();
        siteTool = result.tool();
    }

    /** Keeps how the address space is used, seen by the first limit that names one. */
    void looked(SpaceLook look, List<SpaceBudget> budgets) {
        SpaceLimit within =
                budgets.stream()
                        .map(SpaceBudget::within)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        look.largest()
                .ifPresent(
                        space -> {
                            StackReport seen = space.within(within);
                            stacks = SpaceParts.stacks(space.pid(), seen);
                            addressSpace = SpaceParts.addressSpace(seen.use(), space);
                        });
    }

    /** Takes the core that the kernel left, if a signal ended the service. */
    void keepCore(List<SpaceBudget> budgets, @Nullable CrashWitness witness, KeptMemory kept) {
        RunningService ended = service;
        if (ended == null || conclusion.verdict() != Verdict.CRASHED) {
            return;
        }
        KeptCore witnessed = witness == null ? null : witness.core();
        CrashEvidence.of(ended, witnessed, measured.regions(), folder, kept)
                .ifPresent(left -> keep(left, budgets));
    }

    private void keep(CrashEvidence left, List<SpaceBudget> budgets) {
        core = left.core();
        dumps = left.dumps();
        CrashLook look = left.look();
        if (look != null) {
            looked(look, budgets);
        }
    }

    private void looked(CrashLook look, List<SpaceBudget> budgets) {
        crashLook = look;
        Integer wanted =
                budgets.stream()
                        .map(SpaceBudget::threads)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        diagnosis = look.diagnosis(wanted);
        StackReport own = look.space().within(null);
        stacks = SpaceParts.stacks(look.space().pid(), own);
        addressSpace = SpaceParts.addressSpace(own.use(), look.space());
    }

    /** Writes the file, with the text report in it. */
    CheckOutcome write() {
        RunDocument document = document(List.of());
        List<String> message = TextReport.lines(document, folder);
        try {
            Files.createDirectories(folder);
            RunDocument told = document(message);
            RunJson.write(folder.resolve(RunJson.FILE_NAME), told);
            HtmlReport.write(folder, told);
        } catch (IOException e) {
            throw new UncheckedIOException("the result cannot be written to " + folder, e);
        }
        return new CheckOutcome(conclusion.verdict(), String.join("\n", message), folder, thrown);
    }

    private RunDocument document(List<String> message) {
        return new RunDocument(
                RunDocument.SCHEMA,
                conclusion.verdict(),
                conclusion.reason(),
                message,
                new SessionInfo(
                        Session.current().id(), begin, Instant.now(), LeakgateVersion.current()),
                new TestInfo(id.testClass(), id.method(), id.displayName(), null, id.source()),
                serviceInfo(),
                measured.processes(),
                measured.load(),
                measured.rounds(),
                measured.samples(),
                measured.regions(),
                measured.series(),
                measured.allocators(),
                measured.decomposition(),
                measured.budgets(),
                suppressionInfos(),
                measured.sampling(),
                measured.minimumDetectable(),
                Environment.here(),
                evidence(),
                crash(),
                capture,
                findings,
                siteTool,
                stacks,
                addressSpace,
                watch,
                heap);
    }

    private List<SuppressionInfo> suppressionInfos() {
        return suppressions.uses(conclusion.grown()).stream()
                .map(
                        use ->
                                new SuppressionInfo(
                                        use.suppression().pattern(),
                                        use.suppression().check(),
                                        use.suppression().reason(),
                                        use.suppression().owner(),
                                        use.suppression().expires().toString(),
                                        use.state().name().toLowerCase(Locale.ROOT),
                                        use.suppressed().size(),
                                        use.suppressed()))
                .toList();
    }

    private @Nullable ServiceInfo serviceInfo() {
        if (service == null) {
            return null;
        }
        String exe = service.executable().map(Path::toString).orElse(null);
        Toolchain built = Toolchain.of(exe, measured.regions());
        return new ServiceInfo(
                service.command(),
                exe,
                service.root().pid(),
                service.wordSize().isPresent() ? service.wordSize().getAsInt() : null,
                service.exitStatus().map(CheckReport::exitInfo).orElse(null),
                built.compiler(),
                built.libc());
    }

    private @Nullable CrashInfo crash() {
        if (service == null || conclusion.verdict() != Verdict.CRASHED) {
            return null;
        }
        ExitInfo exit =
                service.exitStatus().map(CheckReport::exitInfo).orElse(new ExitInfo(null, null));
        return new CrashInfo(
                exit.signal(),
                exit.status(),
                crashedInRound,
                core == null ? null : core.name(),
                core == null ? null : core.absence(),
                core == null ? List.of() : core.losses(),
                crashLook == null ? null : crashLook.thread(),
                crashLook == null ? List.of() : crashLook.pointers(),
                crashLook == null ? List.of() : crashLook.backtrace(),
                diagnosis,
                service.logTail().lines().toList());
    }

    private static ExitInfo exitInfo(ExitStatus status) {
        if (status instanceof ExitStatus.Signalled signalled) {
            return new ExitInfo(null, Signal.name(signalled.signal()));
        }
        return new ExitInfo(((ExitStatus.Exited) status).code(), null);
    }

    private List<String> evidence() {
        Stream<String> files =
                Stream.of(
                                core == null || core.name() == null ? "" : core.name(),
                                capture == null || capture.core() == null ? "" : capture.core(),
                                RunningService.LOG_FILE,
                                SmapsEvidence.FIRST,
                                SmapsEvidence.LAST,
                                ToolRunner.OUTPUT,
                                ToolRunner.ERRORS,
                                ToolRunner.RESULT,
                                SiteToolInfo.STACKS,
                                SiteRun.PPROF)
                        .filter(name -> !name.isEmpty() && Files.exists(folder.resolve(name)));
        return Stream.of(Stream.of(TextReport.PAGE), files, dumps.stream())
                .flatMap(each -> each)
                .toList();
    }
}
