package dev.leakgate.linux;

import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.StringArray;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts processes by posix_spawn, as our own children and with nothing of ours but 0, 1 and 2.
 *
 * <p>Not by {@link ProcessBuilder}: the JDK's reaper thread waits on its children, which swallows
 * their ptrace stops, and they would inherit the JVM's blocked SIGQUIT. Each process starts in a
 * session of its own, with no signal blocked and all at their defaults.
 */
final class Spawner {

    /* spawn.h */
    private static final int POSIX_SPAWN_SETSIGDEF = 0x04;
    private static final int POSIX_SPAWN_SETSIGMASK = 0x08;
    private static final int POSIX_SPAWN_SETSID = 0x80;

    /* fcntl.h */
    private static final int O_RDONLY = 0;
    private static final int O_WRONLY = 01;
    private static final int O_CREAT = 0100;
    private static final int O_APPEND = 02000;

    /** posix_spawnattr_t is the larger with 336 bytes, posix_spawn_file_actions_t has 80. */
    private static final int STRUCT_ROOM = 512;

    /** sizeof(sigset_t) in glibc and musl. */
    private static final int SIGSET_ROOM = 128;

    private static final int OWNER_ONLY = 0600;

    private Spawner() {}

    /**
     * What standard input, output and error are.
     *
     * @param stdin a descriptor of ours, or −1 for {@code /dev/null}
     */
    record Streams(int stdin, Path stdout, Path stderr) {}

    /** Starts a process; must run on the {@link NativeThread}, which becomes its parent. */
    static int spawn(
            List<String> argv,
            Map<String, String> environment,
            @Nullable Path workingDirectory,
            Streams streams,
            boolean closeFromIsThere) {
        try (Memory actions = new Memory(STRUCT_ROOM);
                Memory attributes = new Memory(STRUCT_ROOM);
                Memory signals = new Memory(SIGSET_ROOM);
                Memory pid = new Memory(4)) {
            LibC.posix_spawn_file_actions_init(actions);
            LibC.posix_spawnattr_init(attributes);
            try {
                redirect(actions, streams);
                if (workingDirectory != null) {
                    LibC.posix_spawn_file_actions_addchdir_np(actions, workingDirectory.toString());
                }
                keepDescriptors(actions, closeFromIsThere);
                LibC.posix_spawnattr_setflags(
                        attributes,
                        (short)
                                (POSIX_SPAWN_SETSIGDEF
                                        | POSIX_SPAWN_SETSIGMASK
                                        | POSIX_SPAWN_SETSID));
                LibC.sigfillset(signals);
                LibC.posix_spawnattr_setsigdefault(attributes, signals);
                LibC.sigemptyset(signals);
                LibC.posix_spawnattr_setsigmask(attributes, signals);
                int errno =
                        LibC.posix_spawn(
                                pid,
                                argv.get(0),
                                actions,
                                attributes,
                                new StringArray(argv.toArray(String[]::new)),
                                new StringArray(lines(environment)));
                if (errno != 0) {
                    throw new KernelException(
                            "posix_spawn",
                            argv.get(0),
                            errno,
                            "check the command and its directory");
                }
                return pid.getInt(0);
            } finally {
                LibC.posix_spawnattr_destroy(attributes);
                LibC.posix_spawn_file_actions_destroy(actions);
            }
        }
    }

    /** Says whether libc can close all descriptors from 3 upwards in the child (glibc 2.34). */
    static boolean hasCloseFrom() {
        return CloseFrom.FUNCTION != null;
    }

    private static void redirect(Pointer actions, Streams streams) {
        if (streams.stdin() < 0) {
            LibC.posix_spawn_file_actions_addopen(actions, 0, "/dev/null", O_RDONLY, 0);
        } else {
            LibC.posix_spawn_file_actions_adddup2(actions, streams.stdin(), 0);
        }
        int append = O_WRONLY | O_CREAT | O_APPEND;
        LibC.posix_spawn_file_actions_addopen(
                actions, 1, streams.stdout().toString(), append, OWNER_ONLY);
        if (streams.stderr().equals(streams.stdout())) {
            LibC.posix_spawn_file_actions_adddup2(actions, 1, 2);
        } else {
            LibC.posix_spawn_file_actions_addopen(
                    actions, 2, streams.stderr().toString(), append, OWNER_ONLY);
        }
    }

    private static void keepDescriptors(Pointer actions, boolean closeFromIsThere) {
        Function closeFrom = CloseFrom.FUNCTION;
        if (closeFrom != null && closeFromIsThere) {
            closeFrom.invokeInt(new Object[] {actions, 3});
            return;
        }
        String[] open = new File("/proc/self/fd").list();
        for (String fd : open == null ? new String[0] : open) {
            int number = Integer.parseInt(fd);
            if (number > 2) {
                Kernel.closeOnExec(number);
            }
        }
    }

    private static String[] lines(Map<String, String> environment) {
        return environment.entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toArray(String[]::new);
    }

    private static final class CloseFrom {

        static final @Nullable Function FUNCTION = find();

        private static @Nullable Function find() {
            try {
                return NativeLibrary.getInstance("c")
                        .getFunction("posix_spawn_file_actions_addclosefrom_np");
            } catch (UnsatisfiedLinkError e) {
                return null;
            }
        }
    }
}
