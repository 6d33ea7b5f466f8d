package dev.leakgate.service;

import dev.leakgate.linux.ProcAccessException;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds the TCP sockets that listen on this machine, in our network namespace or in others.
 *
 * @param sockets by what a descriptor of one links to, {@code socket:[INODE]}
 */
record ListeningSockets(Map<String, Socket> sockets) {

    private static final String LISTEN = "0A"; /* include/net/tcp_states.h: TCP_LISTEN */
    private static final int MOST = 1 << 20;

    /* The fields of a line of /proc/net/tcp (proc_pid_net(5)). */
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int UID = 7;
    private static final int INODE = 9;

    /**
     * Holds one socket.
     *
     * @param uid the user who made it
     */
    record Socket(int port, String uid) {}

    static ListeningSockets now() {
        return in("/proc/net");
    }

    /** Lists those of the network that a process is in, which may be a container's. */
    static ListeningSockets around(int pid) {
        return in("/proc/" + pid + "/net");
    }

    /** Lists those of all networks that a process is in, as far as we may look. */
    static ListeningSockets everywhere() {
        Map<String, Socket> sockets = new HashMap<>(now().sockets());
        Set<String> seen = new HashSet<>();
        try (ProcReader proc = new ProcReader()) {
            for (int pid : proc.pids()) {
                try {
                    Path link = Path.of("/proc", Integer.toString(pid), "ns", "net");
                    if (seen.add(Files.readSymbolicLink(link).toString())) {
                        sockets.putAll(around(pid).sockets());
                    }
                } catch (IOException hiddenOrGone) {
                    // Others may be in the same.
                }
            }
        }
        return new ListeningSockets(sockets);
    }

    private static ListeningSockets in(String folder) {
        Map<String, Socket> sockets = new HashMap<>();
        for (String table : List.of("tcp", "tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of(folder, table))) {
                lines.limit(MOST).forEach(line -> add(line, sockets));
            } catch (IOException | UncheckedIOException absent) {
                // No IPv6, no permission, or the process has gone.
            }
        }
        return new ListeningSockets(sockets);
    }

    private static void add(String line, Map<String, Socket> sockets) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length > INODE && fields[STATE].equals(LISTEN)) {
            String address = fields[LOCAL_ADDRESS];
            String port = address.substring(address.lastIndexOf(':') + 1);
            if (port.matches("[0-9A-F]{4}")) {
                sockets.put(
                        "socket:[" + fields[INODE] + "]",
                        new Socket(Integer.parseInt(port, 16), fields[UID]));
            }
        }
    }

    /** Keeps those of one port. */
    ListeningSockets on(int port) {
        return new ListeningSockets(
                sockets.entrySet().stream()
                        .filter(socket -> socket.getValue().port() == port)
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    boolean none() {
        return sockets.isEmpty();
    }

    /** Returns the users who made them, {@code "uid 33"}. */
    String users() {
        return sockets.values().stream()
                .map(socket -> "uid " + socket.uid())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Lists the processes that have one of them open, as far as we may see. */
    List<ProcStat> holders() {
        List<ProcStat> holders = new ArrayList<>();
        try (ProcReader proc = new ProcReader()) {
            for (int pid : none() ? List.<Integer>of() : proc.pids()) {
                if (!portsOf(pid, proc).isEmpty()) {
                    proc.stat(pid).ifPresent(holders::add);
                }
            }
        }
        return holders;
    }

    /** Returns the ports that a process listens on; none of one that we may not look into. */
    Set<Integer> portsOf(int pid, ProcReader proc) {
        try {
            return proc.descriptors(pid).values().stream()
                    .map(sockets::get)
                    .filter(socket -> socket != null)
                    .map(Socket::port)
                    .collect(Collectors.toSet());
        } catch (ProcAccessException hidden) {
            return Set.of();
        }
    }

    /** Names processes for a message, {@code "nginx (process 4711)"}. */
    static String text(List<ProcStat> processes) {
        return processes.stream()
                .map(each -> String.format(Locale.ROOT, "%s (process %d)", each.comm(), each.pid()))
                .collect(Collectors.joining(" and "));
    }
}
