package dev.leakgate.linux;

/**
 * Knows the system calls that answer EINTR after any stop, though no signal was handled, and that
 * may be called again then: they have done nothing yet.
 *
 * <p>The kernel restarts the others by itself. Left out is connect(2): called again, it answers
 * EALREADY.
 */
final class RestartableCalls {

    /** What makes the kernel call again, unless a signal was handled (linux/errno.h). */
    static final long ERESTARTNOHAND = -514;

    /** The first and the last of the codes by which a call asks to be made again. */
    static final long ERESTART_FIRST = -512;

    static final long ERESTART_LAST = -517;

    /* asm/unistd_64.h */
    private static final int[] CALLS_64 = {
        0, // read, of a socket with SO_RCVTIMEO
        1, // write
        19, // readv
        20, // writev
        43, // accept
        44, // sendto
        45, // recvfrom
        46, // sendmsg
        47, // recvmsg
        65, // semop
        128, // rt_sigtimedwait
        208, // io_getevents
        220, // semtimedop
        232, // epoll_wait
        242, // mq_timedsend
        243, // mq_timedreceive
        281, // epoll_pwait
        288, // accept4
        299, // recvmmsg
        307, // sendmmsg
        333, // io_pgetevents
        426, // io_uring_enter
        441, // epoll_pwait2
    };

    /* asm/unistd_32.h */
    private static final int[] CALLS_32 = {
        3, // read
        4, // write
        145, // readv
        146, // writev
        177, // rt_sigtimedwait
        247, // io_getevents
        256, // epoll_wait
        319, // epoll_pwait
        337, // recvmmsg
        345, // sendmmsg
        364, // accept4
        369, // sendto
        370, // sendmsg
        371, // recvfrom
        372, // recvmsg
        416, // io_pgetevents_time64
        417, // recvmmsg_time64
        420, // semtimedop_time64
        421, // rt_sigtimedwait_time64
        426, // io_uring_enter
        441, // epoll_pwait2
    };

    private static final int SOCKETCALL_32 = 102;
    private static final int IPC_32 = 117;
    private static final long CONNECT_OF_SOCKETCALL = 3; /* linux/net.h: SYS_CONNECT */

    private static final int RESTART_SYSCALL_32 = 0;
    private static final int RESTART_SYSCALL_64 = 219;

    private RestartableCalls() {}

    /** Tells whether a call is the rest of another, of which the kernel alone knows what it was. */
    static boolean isRestart(boolean is32, int call) {
        return call == (is32 ? RESTART_SYSCALL_32 : RESTART_SYSCALL_64);
    }

    /**
     * Tells whether a call that answered EINTR may be called again.
     *
     * @param argument its first argument, by which 32-bit calls that stand for many differ
     */
    static boolean contains(boolean is32, int call, long argument) {
        if (is32 && call == SOCKETCALL_32) {
            return (int) argument != CONNECT_OF_SOCKETCALL;
        }
        if (is32 && call == IPC_32) {
            return true;
        }
        int[] calls = is32 ? CALLS_32 : CALLS_64;
        for (int known : calls) {
            if (known == call) {
                return true;
            }
        }
        return false;
    }

    /** Tells whether a result asks the kernel to make the call again. */
    static boolean asksForRestart(long result) {
        return result <= ERESTART_FIRST && result >= ERESTART_LAST;
    }
}
