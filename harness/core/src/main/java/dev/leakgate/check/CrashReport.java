package dev.leakgate.check;

import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.Signal;
import dev.leakgate.report.AddressSpaceInfo;
import dev.leakgate.report.RunDocument.CrashInfo;
import dev.leakgate.report.RunDocument.ExitInfo;
import dev.leakgate.report.StacksInfo;
import dev.leakgate.service.RunningService;
import dev.leakgate.stack.StackReport;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Says how a service died, from what it left. */
final class CrashReport {

    /** A service that lives, or left nothing. */
    static final CrashReport NONE = new CrashReport(null, List.of(), null, null);

    private final @Nullable KeptCore core;
    private final List<String> dumps;
    private final @Nullable CrashLook look;
    private final @Nullable String diagnosis;

    private CrashReport(
            @Nullable KeptCore core,
            List<String> dumps,
            @Nullable CrashLook look,
            @Nullable String diagnosis) {
        this.core = core;
        this.dumps = dumps;
        this.look = look;
        this.diagnosis = diagnosis;
    }

    static CrashReport of(CrashEvidence left, List<SpaceBudget> budgets) {
        CrashLook look = left.look();
        Integer wanted =
                budgets.stream()
                        .map(SpaceBudget::threads)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        return new CrashReport(
                left.core(), left.dumps(), look, look == null ? null : look.diagnosis(wanted));
    }

    /** Returns the name of the core; null without one. */
    @Nullable String coreName() {
        return core == null ? null : core.name();
    }

    List<String> dumps() {
        return dumps;
    }

    /** Returns the stacks of the core; null without one. */
    @Nullable StacksInfo stacks() {
        return look == null
                ? null
                : SpaceParts.stacks(look.space().pid(), look.space().within(null));
    }

    /** Returns the address space of the core; null without one. */
    @Nullable AddressSpaceInfo addressSpace() {
        if (look == null) {
            return null;
        }
        StackReport own = look.space().within(null);
        return SpaceParts.addressSpace(own.use(), look.space());
    }

    /**
     * Sums up.
     *
     * @param round that it died in; null when that is not known
     * @param memory what its control group tells; null when it was not asked
     */
    CrashInfo info(RunningService service, @Nullable Integer round, @Nullable OutOfMemory memory) {
        ExitInfo exit = exit(service);
        return new CrashInfo(
                exit == null ? null : exit.signal(),
                exit == null ? null : exit.status(),
                round,
                coreName(),
                look == null ? null : look.program(),
                core == null ? null : core.absence(),
                core == null ? List.of() : core.losses(),
                look == null ? null : look.thread(),
                look == null ? List.of() : look.pointers(),
                look == null ? List.of() : look.backtrace(),
                diagnosis != null || memory == null ? diagnosis : memory.diagnosis(service),
                service.lastLines());
    }

    /** Says how the leader ended; null while nobody knows. */
    static @Nullable ExitInfo exit(RunningService service) {
        return service.exitStatus().map(CrashReport::exitInfo).orElse(null);
    }

    private static ExitInfo exitInfo(ExitStatus status) {
        if (status instanceof ExitStatus.Signalled signalled) {
            return new ExitInfo(null, Signal.name(signalled.signal()));
        }
        return new ExitInfo(((ExitStatus.Exited) status).code(), null);
    }
}
