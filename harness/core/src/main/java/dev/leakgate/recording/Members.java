package dev.leakgate.recording;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcessId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Remembers which processes a service had, and tells which of them were replaced. */
final class Members {

    private final Map<ProcessId, String> names = new LinkedHashMap<>();

    /** Names the processes of a service. */
    static Members of(ProcReader proc, List<ProcessId> running) {
        Members members = new Members();
        for (ProcessId process : running) {
            proc.stat(process.pid())
                    .filter(stat -> stat.id().equals(process))
                    .ifPresent(stat -> members.add(process, stat.comm()));
        }
        return members;
    }

    void add(ProcessId process, String name) {
        names.put(process, name);
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    List<ProcessId> ids() {
        return List.copyOf(names.keySet());
    }

    /** Returns the names by pid. */
    SortedMap<Integer, String> byPid() {
        SortedMap<Integer, String> byPid = new TreeMap<>();
        names.forEach((process, name) -> byPid.put(process.pid(), name));
        return byPid;
    }

    /** Returns those of an earlier moment that ended while another of their name came. */
    List<Replacement> replacementsSince(Members before) {
        Map<ProcessId, String> fresh = new LinkedHashMap<>(names);
        fresh.keySet().removeAll(before.names.keySet());
        List<Replacement> replacements = new ArrayList<>();
        before.endedBefore(this)
                .forEach(
                        (gone, name) -> {
                            for (Map.Entry<ProcessId, String> entry : fresh.entrySet()) {
                                if (entry.getValue().equals(name)) {
                                    int by = entry.getKey().pid();
                                    replacements.add(new Replacement(gone.pid(), by, name));
                                    fresh.remove(entry.getKey());
                                    return;
                                }
                            }
                        });
        return replacements;
    }

    /** Returns those that a later moment has no more. */
    Map<ProcessId, String> endedBefore(Members later) {
        Map<ProcessId, String> ended = new LinkedHashMap<>(names);
        ended.keySet().removeAll(later.names.keySet());
        return ended;
    }
}
