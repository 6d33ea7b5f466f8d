package dev.leakgate.service;

import dev.leakgate.linux.ProcReader;
import dev.leakgate.linux.ProcStat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds out who listens on a TCP port, and on which port somebody listens. */
final class PortOwner {

    private static final int INIT = 1;

    private PortOwner() {}

    /** Throws, with the owner's name and pid where they can be seen, when a port is taken. */
    static void refuseIfTaken(int port) {
        if (!FreePort.isFree(port)) {
            List<ProcStat> holders = ListeningSockets.now().on(port).holders();
            throw new ServiceException(
                    "port "
                            + port
                            + " is taken"
                            + (holders.isEmpty()
                                    ? ""
                                    : " by " + ListeningSockets.text(holders.subList(0, 1)))
                            + "; stop that, or let ${port} pick a free one");
        }
    }

    /**
     * Returns the process that listens on a port: where several share a socket, the one that the
     * others come of.
     *
     * @throws ServiceException when there is none, or more than one service
     */
    static int only(int port) {
        ListeningSockets sockets = ListeningSockets.now().on(port);
        if (sockets.none()) {
            sockets = ListeningSockets.everywhere().on(port);
        }
        if (sockets.none()) {
            throw new ServiceException(
                    "nobody listens on port "
                            + port
                            + "; start the service, or correct the port (ss -ltn lists them)");
        }
        List<ProcStat> holders = sockets.holders();
        if (holders.isEmpty()) {
            throw new ServiceException(
                    "who listens on port "
                            + port
                            + " cannot be seen: the socket is of "
                            + sockets.users()
                            + "; run the build as that user or as root");
        }
        List<ProcStat> services = withoutDescendants(holders);
        if (services.size() > 1) {
            throw new ServiceException(
                    services.size()
                            + " services listen on port "
                            + port
                            + ", "
                            + ListeningSockets.text(services)
                            + "; attach to one of them by its pid");
        }
        return services.get(0).pid();
    }

    /** One that hands its sockets to those that it starts, as systemd does, serves none of them. */
    private static List<ProcStat> withoutDescendants(List<ProcStat> holders) {
        List<ProcStat> servers = new ArrayList<>(holders);
        if (servers.size() > 1) {
            servers.removeIf(holder -> holder.pid() == INIT);
        }
        Map<Integer, ProcStat> byPid =
                servers.stream().collect(Collectors.toMap(ProcStat::pid, holder -> holder));
        servers.removeIf(holder -> byPid.containsKey(holder.ppid()));
        return servers;
    }

    /**
     * Returns the only port that a process listens on; empty when there is none, or are several.
     */
    static OptionalInt portOf(int pid) {
        try (ProcReader proc = new ProcReader()) {
            Set<Integer> ports = ListeningSockets.around(pid).portsOf(pid, proc);
            return ports.size() == 1
                    ? OptionalInt.of(ports.iterator().next())
                    : OptionalInt.empty();
        }
    }
}
