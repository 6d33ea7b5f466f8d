package dev.leakgate.doctor;

import dev.leakgate.linux.MemoryGroup;
import dev.leakgate.linux.TracingRights;
import dev.leakgate.recording.MeasuringLock;
import dev.leakgate.units.ByteSize;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks the kernel what it lets us do. */
final class MachineFacts {

    private static final Duration GLANCE = Duration.ofMillis(200);

    private MachineFacts() {}

    static Finding platform() {
        int cores = Runtime.getRuntime().availableProcessors();
        String text =
                "Linux "
                        + System.getProperty("os.version")
                        + ", x86-64, "
                        + cores
                        + (cores == 1 ? " core" : " cores")
                        + ", Java "
                        + System.getProperty("java.runtime.version");
        return cores > 1
                ? Finding.ok("platform", text)
                : Finding.limited(
                        "platform",
                        text + ": the load and the service share it",
                        "give the machine or the container a second core");
    }

    static Finding tracing() {
        return tracing(TracingRights.ours());
    }

    /** Checks launch their service, which they may trace as its parent under Yama's scope 1 too. */
    static Finding tracing(TracingRights rights) {
        int scope = rights.yamaScope().orElse(0);
        String text =
                (rights.yamaScope().isEmpty() ? "Yama is absent" : "Yama's scope is " + scope)
                        + ", CAP_SYS_PTRACE is "
                        + (rights.ptraceCapability() ? "there" : "missing")
                        + ", seccomp "
                        + (rights.seccomp() == 0 ? "filters nothing" : "filters system calls");
        if (scope == 3) {
            return Finding.limited(
                    "ptrace",
                    text + ": no process can be frozen",
                    "boot with kernel.yama.ptrace_scope=1 (/etc/sysctl.d)");
        }
        if (scope > 0 && !rights.ptraceCapability()) {
            return Finding.limited(
                    "ptrace",
                    text
                            + (scope == 1
                                    ? ": services that a check launches can be frozen, others not"
                                    : ": no process can be frozen"),
                    "sysctl kernel.yama.ptrace_scope=0 as root, or docker run --cap-add SYS_PTRACE");
        }
        return Finding.ok("ptrace", text);
    }

    /** Another check that measures now is no fault; the self-test would have to wait for it. */
    static Finding measuringLock() {
        try (MeasuringLock lock = MeasuringLock.acquire(GLANCE)) {
            return lock == null
                    ? Finding.limited(
                            "lock",
                            "another check measures on this machine now; checks take turns",
                            "wait for it where times matter")
                    : Finding.ok("lock", "no other check measures now");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Finding.limited("lock", "interrupted", "run it again");
        } catch (IllegalStateException unusable) {
            return Finding.broken(
                    "lock", String.valueOf(unusable.getMessage()), "rm /tmp/leakgate.lock");
        }
    }

    static Finding memoryGroup() {
        Optional<MemoryGroup> found = MemoryGroup.of((int) ProcessHandle.current().pid());
        if (found.isEmpty() || found.get().limit().isEmpty()) {
            return Finding.ok("cgroup", "no control group limits the memory");
        }
        MemoryGroup group = found.get();
        long limit = group.limit().getAsLong();
        long used = group.used().orElse(0);
        String text =
                new ByteSize(limit)
                        + " is the limit of "
                        + group.path()
                        + ", "
                        + new ByteSize(used)
                        + " are in use"
                        + events(group);
        return limit - used < 512L << 20
                ? Finding.limited(
                        "cgroup",
                        text,
                        "raise memory.max (docker run --memory): a service and a copy of it that is"
                                + " read need room")
                : Finding.ok("cgroup", text);
    }

    private static String events(MemoryGroup group) {
        String events =
                group.events().entrySet().stream()
                        .filter(event -> event.getValue() > 0)
                        .sorted(Map.Entry.comparingByKey())
                        .map(event -> event.getKey() + " " + event.getValue())
                        .collect(Collectors.joining(", "));
        return events.isEmpty() ? "" : "; events: " + events;
    }
}
