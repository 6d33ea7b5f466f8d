package dev.leakgate.labelled;

import dev.leakgate.load.LoadMethod;
import dev.leakgate.service.NativeService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes sessions of the distribution's services, which forget frees or not. */
final class Sessions {

    private final Path programs;

    Sessions(Path programs) {
        this.programs = programs;
    }

    /** Prepares a run of a service. */
    @FunctionalInterface
    interface Preparing {
        Session prepare(Path folder, @Nullable Forgetting forgetting) throws IOException;
    }

    Session of(
            NativeService.Builder service,
            Path folder,
            @Nullable Forgetting forgetting,
            LoadMethod load)
            throws IOException {
        service.workingDirectory(folder);
        ForgetCounters counters =
                forgetting == null ? null : forgetting.preload(service, programs, folder);
        return new Session(service.build(), load, counters);
    }

    /** Returns the text of a configuration. */
    static String resource(String name) throws IOException {
        try (var in = Sessions.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Returns a port for a service that reads its own from a file, where ${port} is not known. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
