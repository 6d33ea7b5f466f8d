package dev.leakgate.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/** Maps the functions of libc that we call; {@link Kernel} wraps them. */
final class LibC {

    static {
        Native.register(LibC.class, NativeLibrary.getInstance("c"));
    }

    private LibC() {}

    static native int posix_spawn(
            Pointer pid,
            String path,
            Pointer actions,
            Pointer attributes,
            Pointer argv,
            Pointer envp);

    static native int posix_spawn_file_actions_init(Pointer actions);

    static native int posix_spawn_file_actions_destroy(Pointer actions);

    static native int posix_spawn_file_actions_addopen(
            Pointer actions, int fd, String path, int flags, int mode);

    static native int posix_spawn_file_actions_adddup2(Pointer actions, int fd, int newFd);

    static native int posix_spawn_file_actions_addchdir_np(Pointer actions, String path);

    static native int posix_spawnattr_init(Pointer attributes);

    static native int posix_spawnattr_destroy(Pointer attributes);

    static native int posix_spawnattr_setflags(Pointer attributes, short flags);

    static native int posix_spawnattr_setsigmask(Pointer attributes, Pointer set);

    static native int posix_spawnattr_setsigdefault(Pointer attributes, Pointer set);

    static native int sigemptyset(Pointer set);

    static native int sigfillset(Pointer set);

    static native int waitpid(int pid, Pointer status, int options);

    static native int kill(int pid, int signal);

    static native int poll(Pointer fds, long count, int timeoutMillis);

    static native int pipe2(Pointer fds, int flags);

    static native int open(String path, int flags);

    static native int ioctl(int fd, long request, Pointer argument);

    static native int close(int fd);

    static native long write(int fd, Pointer bytes, long count);

    static native int fcntl(int fd, int command, long argument);

    static native int prctl(int option, long a, long b, long c, long d);

    static native long syscall(long number, long a, long b, long c, long d);

    /** Variadic in C; on x86-64 that makes no difference to whole numbers. */
    static native long ptrace(long request, long tid, long address, long data);

    static native int getpriority(int which, int who);

    static native int setpriority(int which, int who, int priority);

    static native long lseek(int fd, long offset, int whence);

    static native int nanosleep(Pointer duration, Pointer remaining);
}
