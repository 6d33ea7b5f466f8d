package dev.leakgate.check;

import dev.leakgate.load.ToolRunner;
import dev.leakgate.recording.Recording;
import dev.leakgate.report.AddressSpaceInfo;
import dev.leakgate.report.CaptureInfo;
import dev.leakgate.report.FindingInfo;
import dev.leakgate.report.HeapInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunDocument.ServiceInfo;
import dev.leakgate.report.RunDocument.SessionInfo;
import dev.leakgate.report.RunDocument.TestInfo;
import dev.leakgate.report.RunJson;
import dev.leakgate.report.Session;
import dev.leakgate.report.SiteToolInfo;
import dev.leakgate.report.StacksInfo;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    private CrashReport crash = CrashReport.NONE;
    private List<String> dumps = List.of();
    private @Nullable CaptureInfo capture;
    private @Nullable HeapInfo heap;
    private List<FindingInfo> findings = List.of();
    private KnownObjects known = KnownObjects.NONE;
    private @Nullable CloserLook closer;
    private @Nullable Recording recording;
    private @Nullable SiteToolInfo siteTool;
    private @Nullable RepeatableLoad again;
    private @Nullable OutOfMemory outOfMemory;
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
        outOfMemory = OutOfMemory.watch(running);
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

    /** Keeps what was found in the memory of the service, and kept of it. */
    void looked(CloserLook look, Recording ofRounds) {
        closer = look;
        recording = ofRounds;
        take(look);
    }

    private void take(CloserLook look) {
        LeakCapture.Taken taken = look.taken();
        capture = taken.capture();
        heap = taken.heap();
        dumps = taken.dumps();
        known = look.known();
        findings =
                taken.findings().stream()
                        .map(each -> FindingParts.of(each, look.known().of(each).orElse(null)))
                        .toList();
    }

    /** Runs a service that leaks once more, to see where it allocates what it loses. */
    void findSites(NativeService description, SiteChoice choice) throws InterruptedException {
        RunningService first = service;
        RepeatableLoad load = again;
        if (choice == SiteChoice.OFF
                || conclusion.verdict() != Verdict.LEAK
                || first == null
                || load == null
                || conclusion.figures().leaking().isEmpty()) {
            return;
        }
        SiteRun run = new SiteRun(description, plan, load, folder);
        SiteSearch search = new SiteSearch(first, measured, findings, begin);
        Optional<SiteRun.Result> result = search.by(run, choice);
        findings = result.map(SiteRun.Result::findings).orElse(findings);
        siteTool = result.map(SiteRun.Result::tool).orElse(null);
        reconsider(findings);
    }

    /** Judges again, since some of the code that allocates what leaks may be known to. */
    private void reconsider(List<FindingInfo> placed) {
        if (closer == null
                || recording == null
                || placed.size() != closer.taken().findings().size()) {
            return;
        }
        conclusion = closer.allocated(placed, recording, conclusion);
        take(closer);
        List<FindingInfo> sited = new ArrayList<>();
        for (int i = 0; i < placed.size(); i++) {
            sited.add(findings.get(i).withSite(placed.get(i).site()));
        }
        findings = sited;
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
                .ifPresent(left -> keep(CrashReport.of(left, budgets)));
    }

    private void keep(CrashReport left) {
        crash = left;
        dumps = left.dumps();
        stacks = left.stacks() == null ? stacks : left.stacks();
        addressSpace = left.addressSpace() == null ? addressSpace : left.addressSpace();
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
                SuppressionParts.of(suppressions, conclusion.figures().grown(), known),
                measured.sampling(),
                measured.minimumDetectable(),
                Environment.here(outOfMemory == null ? null : outOfMemory.limit()),
                evidence(),
                service == null || conclusion.verdict() != Verdict.CRASHED
                        ? null
                        : crash.info(service, crashedInRound, outOfMemory),
                capture,
                findings,
                siteTool,
                stacks,
                addressSpace,
                watch,
                heap);
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
                CrashReport.exit(service),
                built.compiler(),
                built.libc());
    }

    private List<String> evidence() {
        Stream<String> files =
                Stream.of(
                                Objects.requireNonNullElse(crash.coreName(), ""),
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
