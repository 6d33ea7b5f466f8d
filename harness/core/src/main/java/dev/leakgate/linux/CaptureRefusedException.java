package dev.leakgate.linux;

/** Says why a process could not be stopped or copied, and what would help. The process goes on. */
public final class CaptureRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String remedy;
    private final boolean passing;

    /** Makes one: what stood in the way, and what would help, in the imperative. */
    public CaptureRefusedException(String cause, String remedy) {
        this(cause, remedy, false);
    }

    private CaptureRefusedException(String cause, String remedy, boolean passing) {
        super(cause);
        this.remedy = remedy;
        this.passing = passing;
    }

    /** Says what would help, in the imperative. */
    public String remedy() {
        return remedy;
    }

    /** Says whether a moment later it may be possible. */
    public boolean passing() {
        return passing;
    }

    static CaptureRefusedException ended(int pid) {
        return new CaptureRefusedException(
                "process " + pid + " ended meanwhile", "start it again, or name another");
    }

    static CaptureRefusedException doesNotStop(int pid, int tid) {
        return new CaptureRefusedException(
                String.format(
                        "thread %d of process %d did not stop within %d ms (%s)",
                        tid,
                        pid,
                        ThreadStops.DEADLINE.toMillis(),
                        ThreadFiles.whatItDoes(pid, tid)),
                "take the capture again when it is through",
                true);
    }
}
