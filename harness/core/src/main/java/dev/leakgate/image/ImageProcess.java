package dev.leakgate.image;

/**
 * Describes the process of an image, with what a core's NT_PRPSINFO holds.
 *
 * @param name the command's name, at most 15 bytes
 * @param arguments the command line, joined by spaces; a core of others holds 79 bytes of it
 * @param state as {@code /proc/PID/stat} names it: {@code R}, {@code S}, {@code D}, {@code T}
 * @param nice its nice value
 * @param flags the kernel's PF_ flags; 0 when unknown
 * @param uid its real user
 * @param gid its real group
 * @param parent process id of the parent
 * @param group process group
 * @param session session
 */
public record ImageProcess(
        String name,
        String arguments,
        char state,
        int nice,
        long flags,
        int uid,
        int gid,
        int parent,
        int group,
        int session) {

    /** Stands for a process of which nothing is known. */
    public static final ImageProcess UNKNOWN = new ImageProcess("", "", 'R', 0, 0, 0, 0, 0, 0, 0);
}
