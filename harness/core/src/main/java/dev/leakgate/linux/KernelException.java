package dev.leakgate.linux;

import com.sun.jna.Native;

/** Says that the kernel refused a call: which call, on what, why, and what to do. */
public final class KernelException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int errno;

    KernelException(String call, String on, int errno, String remedy) {
        super(call + " of " + on + " failed: " + text(errno) + "; " + remedy);
        this.errno = errno;
    }

    /** Returns the error number (errno(3)). */
    public int errno() {
        return errno;
    }

    private static String text(int errno) {
        return switch (errno) {
            case Errno.EPERM -> "not permitted (EPERM)";
            case Errno.ENOENT -> "not found (ENOENT)";
            case Errno.ESRCH -> "no such process (ESRCH)";
            case Errno.EAGAIN -> "a limit on processes is reached (EAGAIN)";
            case Errno.ENOMEM -> "out of memory (ENOMEM)";
            case Errno.EACCES -> "no permission (EACCES)";
            case Errno.EMFILE -> "too many open files (EMFILE)";
            case Errno.ENOSYS -> "this kernel does not have it (ENOSYS)";
            default -> "errno " + errno;
        };
    }

    static int lastErrno() {
        return Native.getLastError();
    }
}
