package dev.leakgate.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what captures left behind that were killed: copies that ended, and that their parent, which
 * does not know of them, does not reap.
 */
final class LeftoverCopies {

    /* proc_pid_stat(5), counted from the state, which is field 3 */
    private static final int STATE = 0;
    private static final int PPID = 1;
    private static final int EXIT_SIGNAL = 35;
    private static final int EXIT_CODE = 49;

    private static final int KILLED = Signal.SIGKILL;
    private static final int ENDED_ITSELF = SignalFrame.EXIT_CODE << 8;

    private LeftoverCopies() {}

    /** Lists the copies under a process that ended. */
    static List<Integer> of(int pid, ProcReader proc) {
        List<Integer> left = new ArrayList<>();
        for (int candidate : children(pid, proc)) {
            byte[] text = new ProcFile().whole(Path.of("/proc/" + candidate + "/stat"));
            if (text != null && isLeftover(pid, new String(text, StandardCharsets.UTF_8))) {
                left.add(candidate);
            }
        }
        return left;
    }

    private static List<Integer> children(int pid, ProcReader proc) {
        List<Integer> children = new ArrayList<>();
        for (int tid : proc.tids(pid)) {
            byte[] text =
                    new ProcFile().whole(Path.of("/proc/" + pid + "/task/" + tid + "/children"));
            if (text == null || text.length == 0) {
                continue;
            }
            for (String word : new String(text, StandardCharsets.US_ASCII).strip().split(" ", -1)) {
                if (!word.isEmpty()) {
                    children.add(Integer.parseInt(word));
                }
            }
        }
        return children;
    }

    /** A copy tells its parent nothing when it ends, and ends in one of two ways. */
    private static boolean isLeftover(int parent, String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
        if (fields.length <= EXIT_CODE) {
            return false;
        }
        int code = Integer.parseInt(fields[EXIT_CODE]);
        return fields[STATE].equals("Z")
                && fields[PPID].equals(Integer.toString(parent))
                && fields[EXIT_SIGNAL].equals("0")
                && (code == KILLED || code == ENDED_ITSELF);
    }
}
