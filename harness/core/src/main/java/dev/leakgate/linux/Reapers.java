package dev.leakgate.linux;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Chooses the thread that reaps a copy for us, while the others run.
 *
 * <p>A signal that a process ignores wakes any of its threads while the one that it is weighed by
 * is traced: the main thread, and for SIGCHLD the one that made the child. A call of the thread
 * that is woken may answer EINTR then. So the best one is another than these.
 */
final class Reapers {

    /** Of so many threads one will do. */
    private static final int MOST = 64;

    /** A thread that forks often runs in between. */
    private static final long QUIET_NANOS = 2_000_000;

    private Reapers() {}

    /** Orders the threads of a process: those that wait, and have not run for a while, first. */
    static int[] bestFirst(int pid, boolean is32, ProcReader proc) {
        List<Integer> tids = proc.tids(pid);
        List<Integer> some = tids.subList(0, Math.min(MOST, tids.size()));
        List<OptionalLong> ran = some.stream().map(tid -> ThreadFiles.ran(pid, tid)).toList();
        LockSupport.parkNanos(QUIET_NANOS);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            int tid = some.get(i);
            boolean quiet = ThreadFiles.ran(pid, tid).equals(ran.get(i));
            candidates.add(new Candidate(tid, quiet ? rankOfQuiet(pid, tid, is32) : WORST));
        }
        candidates.sort(Comparator.comparingInt(Candidate::rank));
        return candidates.stream().mapToInt(Candidate::tid).toArray();
    }

    /**
     * Ranks a thread that did not run. One that waits for its children would hear of them; one
     * whose call was held up before may find it interrupted, should we be killed now.
     */
    private static int rankOfQuiet(int pid, int tid, boolean is32) {
        if (ThreadFiles.hasChildren(pid, tid)) {
            return WORST - 1;
        }
        if (!ThreadFiles.waitsInCall(pid, tid, is32)) {
            return 2;
        }
        return tid == pid ? 1 : 0;
    }

    private static final int WORST = 4;

    private record Candidate(int tid, int rank) {}
}
