package dev.leakgate.recording;

/**
 * Says that a process ended and another of its name came.
 *
 * @param pid the one that ended
 * @param by the one that came
 * @param name what the kernel calls both
 */
public record Replacement(int pid, int by, String name) {

    /** Prints {@code process 1234 (worker) was replaced by 1250}. */
    @Override
    public String toString() {
        return "process " + pid + " (" + name + ") was replaced by " + by;
    }
}
