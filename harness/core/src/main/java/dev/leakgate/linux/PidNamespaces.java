package dev.leakgate.linux;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Translates numbers of processes in other pid namespaces, as in containers, from and to ours. */
public final class PidNamespaces {

    private PidNamespaces() {}

    /** Returns what a process calls itself; empty when that is our number too, or it has gone. */
    public static OptionalInt inner(int pid) {
        try (ProcReader proc = new ProcReader()) {
            List<Integer> all = proc.status(pid).map(ProcStatus::nsPids).orElse(List.of());
            return all.size() > 1 ? OptionalInt.of(all.get(all.size() - 1)) : OptionalInt.empty();
        } catch (ProcAccessException hidden) {
            return OptionalInt.empty();
        }
    }

    /** Lists the processes, by our numbers, that call themselves so in a namespace of their own. */
    public static List<Integer> outer(int inner) {
        List<Integer> found = new ArrayList<>();
        try (ProcReader proc = new ProcReader()) {
            for (int pid : proc.pids()) {
                OptionalInt its = inner(pid);
                if (its.isPresent() && its.getAsInt() == inner) {
                    found.add(pid);
                }
            }
        }
        return found;
    }

    /** Names a process, {@code "4711 (7 in its container)"}. */
    public static String text(int pid) {
        OptionalInt inner = inner(pid);
        return inner.isPresent() ? pid + " (" + inner.getAsInt() + " in its container)" : "" + pid;
    }
}
