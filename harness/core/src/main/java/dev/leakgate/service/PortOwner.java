package dev.leakgate.service;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds out who listens on a TCP port. */
final class PortOwner {

    private static final String LISTEN = "0A"; /* include/net/tcp_states.h: TCP_LISTEN */

    private PortOwner() {}

    /** Throws, with the owner's name and pid where they can be seen, when a port is taken. */
    static void refuseIfTaken(int port) {
        if (!FreePort.isFree(port)) {
            throw new ServiceException(
                    "port "
                            + port
                            + " is taken"
                            + find(port).map(owner -> " by " + owner).orElse("")
                            + "; stop that, or let ${port} pick a free one");
        }
    }

    private static Optional<String> find(int port) {
        List<String> sockets = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            sockets.addAll(listening(Path.of(table), port));
        }
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> processes =
                Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, sockets)) {
                    String name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of(name + " (process " + process.getFileName() + ")");
                }
            }
        } catch (IOException e) {
            // It only makes the message poorer.
        }
        return Optional.empty();
    }

    /** Returns the link targets, {@code socket:[INODE]}, of sockets that listen on a port. */
    private static List<String> listening(Path table, int port) {
        String suffix = String.format(Locale.ROOT, ":%04X", port);
        List<String> sockets = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(table)) {
                String[] fields = line.strip().split("\\s+", -1);
                if (fields.length > 9 && fields[1].endsWith(suffix) && fields[3].equals(LISTEN)) {
                    sockets.add("socket:[" + fields[9] + "]");
                }
            }
        } catch (IOException e) {
            // No IPv6, or no permission.
        }
        return sockets;
    }

    private static boolean holds(Path process, List<String> sockets) {
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path descriptor : descriptors) {
                if (sockets.contains(Files.readSymbolicLink(descriptor).toString())) {
                    return true;
                }
            }
        } catch (IOException e) {
            // Another user's, or it ended.
        }
        return false;
    }
}
