package dev.leakgate.service;

import dev.leakgate.linux.ResourceLimit;
import dev.leakgate.linux.ResourceLimit.Resource;
import dev.leakgate.linux.Signal;
import dev.leakgate.units.AddressSpace;
import dev.leakgate.units.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Describes the native service under test: what to launch, and when it is ready; or which one runs
 * already.
 *
 * <p>Nothing runs until a check launches it; each check launches a fresh process. {@code ${port}}
 * in the command and in the environment stands for a free TCP port of the loopback address. A
 * service that is attached to is never started or stopped by a check.
 */
public final class NativeService {

    /* How much longer a service may take that runs under a tool. */
    private static final int SLOWER = 4;

    private final @Nullable Attachment attachment;
    private final List<String> command;
    private final Map<String, String> environment;
    private final @Nullable Path workingDirectory;
    private final Readiness readiness;
    private final Duration readyWithin;
    private final Duration stopWithin;
    private final int stopSignal;
    private final OptionalInt port;
    private final List<ResourceLimit> limits;
    private final @Nullable String user;
    private final @Nullable AddressSpace addressSpace;

    private NativeService(Builder builder) {
        attachment = builder.attachment;
        command = builder.command;
        environment = Map.copyOf(builder.environment);
        workingDirectory = builder.workingDirectory;
        readiness = builder.readiness;
        readyWithin = builder.readyWithin;
        stopWithin = builder.stopWithin;
        stopSignal = builder.stopSignal;
        port = builder.port;
        limits = List.copyOf(builder.limits);
        user = builder.user;
        addressSpace = builder.addressSpace;
    }

    /** Wraps the description of a service. */
    private NativeService(NativeService service, List<String> wrapper) {
        if (service.attachment != null) {
            throw new IllegalStateException(
                    "what runs already cannot be started by another program: " + service);
        }
        attachment = null;
        List<String> words = new ArrayList<>(wrapper);
        String program = service.command.get(0);
        // The wrapper looks for it from its own directory, we from ours.
        words.add(program.contains("/") ? Path.of(program).toAbsolutePath().toString() : program);
        words.addAll(service.command.subList(1, service.command.size()));
        command = List.copyOf(words);
        environment = service.environment;
        workingDirectory = service.workingDirectory;
        readiness = service.readiness;
        readyWithin = service.readyWithin.multipliedBy(SLOWER);
        stopWithin = service.stopWithin.multipliedBy(SLOWER);
        stopSignal = service.stopSignal;
        port = service.port;
        limits = service.limits;
        user = service.user;
        addressSpace = service.addressSpace;
    }

    /**
     * Returns the same service run by another program, which may slow it down.
     *
     * @param wrapper what stands before its command and executes it
     */
    public NativeService under(List<String> wrapper) {
        return new NativeService(this, wrapper);
    }

    /**
     * Begins the description of a service by its command.
     *
     * @param argv the program, looked up in PATH when it has no slash, and its arguments; no shell
     *     reads them
     */
    public static Builder command(String... argv) {
        return new Builder(List.of(argv));
    }

    /**
     * Begins the description of a service that runs already, by its process. With its descendants
     * it is measured, and it goes on afterwards.
     *
     * @param pid 1 or more
     */
    public static AttachBuilder attach(int pid) {
        return new AttachBuilder(new Attachment.ByPid(pid));
    }

    /**
     * Begins the description of a service that runs already, by the file that it wrote its process
     * id to; each check reads it anew.
     */
    public static AttachBuilder attach(Path pidFile) {
        return new AttachBuilder(new Attachment.ByPidFile(pidFile));
    }

    /**
     * Begins the description of a service that runs already, by the TCP port that it listens on;
     * each check looks anew who that is.
     *
     * @param port 1 to 65535
     */
    public static AttachBuilder attachToPort(int port) {
        return new AttachBuilder(new Attachment.ByPort(port));
    }

    static void requirePort(int number) {
        if (number < 1 || number > 65535) {
            throw new IllegalArgumentException("port " + number + " must be from 1 to 65535");
        }
    }

    /** Returns how a service that runs already is found; null for one that is launched. */
    public @Nullable Attachment attachment() {
        return attachment;
    }

    /**
     * Returns the command as it was written, {@code ${port}} included; none when it is not
     * launched.
     */
    public List<String> command() {
        return command;
    }

    /** Returns what is added to the environment of the harness. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Returns the directory to start in; null for that of the harness. */
    public @Nullable Path workingDirectory() {
        return workingDirectory;
    }

    /** Returns what makes the service ready. */
    public Readiness readiness() {
        return readiness;
    }

    /** Returns how long the service may take until it is ready. */
    public Duration readyWithin() {
        return readyWithin;
    }

    /** Returns how long the service may take to end after the signal before it is killed. */
    public Duration stopWithin() {
        return stopWithin;
    }

    /** Returns the number of the signal that asks the service to end. */
    public int stopSignal() {
        return stopSignal;
    }

    /** Returns the port that the user fixed; empty when {@code ${port}} picks a free one. */
    public OptionalInt port() {
        return port;
    }

    /** Returns the resource limits that the service runs under. */
    public List<ResourceLimit> limits() {
        return limits;
    }

    /** Returns whom the service runs as; null for the user of the harness. */
    public @Nullable String user() {
        return user;
    }

    /** Returns the address space that the program must have; null for whichever it gets. */
    public @Nullable AddressSpace addressSpace() {
        return addressSpace;
    }

    @Override
    public String toString() {
        return attachment == null ? String.join(" ", command) : attachment.toString();
    }

    /** Collects the description of a service that runs already. */
    public static final class AttachBuilder {

        private final Builder builder;

        private AttachBuilder(Attachment attachment) {
            builder = new Builder(attachment);
        }

        /**
         * Sets where requests go; the port that the process listens on unless told, if it is the
         * only one.
         *
         * @param number 1 to 65535
         */
        public AttachBuilder port(int number) {
            var unused = builder.port(number);
            return this;
        }

        /** Returns the description. */
        public NativeService build() {
            return builder.build();
        }
    }

    /** Collects the description of a service. */
    public static final class Builder {

        private final @Nullable Attachment attachment;
        private final List<String> command;
        private final Map<String, String> environment = new LinkedHashMap<>();
        private @Nullable Path workingDirectory;
        private Readiness readiness = Readiness.listening();
        private Duration readyWithin = Duration.ofSeconds(30);
        private Duration stopWithin = Duration.ofSeconds(10);
        private int stopSignal = Signal.SIGTERM;
        private OptionalInt port = OptionalInt.empty();
        private final List<ResourceLimit> limits = new ArrayList<>();
        private @Nullable String user;
        private @Nullable AddressSpace addressSpace;

        private Builder(List<String> command) {
            if (command.isEmpty() || command.get(0).isBlank()) {
                throw new IllegalArgumentException(
                        "the service's command is empty; name the program, as in"
                                + " NativeService.command(\"target/native/gateway\", \"--port\","
                                + " \"${port}\")");
            }
            this.command = command;
            attachment = null;
        }

        private Builder(Attachment attachment) {
            this.attachment = attachment;
            command = List.of();
        }

        /** Sets a variable of the service's environment; the rest is that of the harness. */
        public Builder environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** Sets the directory that the service starts in. */
        public Builder workingDirectory(Path directory) {
            workingDirectory = directory;
            return this;
        }

        /** Waits until the service accepts connections on its {@code ${port}}; the default. */
        public Builder readyWhenListening() {
            readiness = Readiness.listening();
            return this;
        }

        /** Waits until {@code GET path} on the service's port answers with a status below 400. */
        public Builder readyWhenHttpAnswers(String path) {
            readiness = Readiness.http(path);
            return this;
        }

        /** Waits until a line of the service's output contains a match of a regular expression. */
        public Builder readyWhenLogged(String regex) {
            readiness = Readiness.logLine(regex);
            return this;
        }

        /** Waits for nothing: for one that is watched from its start. */
        public Builder readyOnceStarted() {
            readiness = Readiness.started();
            return this;
        }

        /** Sets how long the service may take until it is ready; 30 s unless told. */
        public Builder readyWithin(Duration deadline) {
            readyWithin = deadline;
            return this;
        }

        /** Sets how long the service may take to end when asked; 10 s unless told. */
        public Builder stopWithin(Duration grace) {
            stopWithin = grace;
            return this;
        }

        /**
         * Sets the signal that asks the service to end; SIGTERM unless told. Some wait at SIGTERM
         * until their clients have gone, as PostgreSQL does, which ends at once with SIGINT.
         *
         * @param name {@code "SIGINT"}
         */
        public Builder stopSignal(String name) {
            stopSignal =
                    Signal.byName(name)
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "stopSignal \""
                                                            + name
                                                            + "\" is no signal; write it as"
                                                            + " kill -l does, with SIG in"
                                                            + " front: \"SIGINT\""));
            return this;
        }

        /**
         * Fixes the port of a service that cannot be told one; {@code ${port}} picks a free one and
         * is better.
         *
         * @param number 1 to 65535
         */
        public Builder port(int number) {
            requirePort(number);
            port = OptionalInt.of(number);
            return this;
        }

        /**
         * Limits the stack of the main thread, and with it the size of the others' stacks where the
         * program sets none, as {@code ulimit -s} does.
         *
         * @param size {@code "32 MiB"}, 64 KiB or more, or {@code "unlimited"}
         */
        public Builder stackLimit(String size) {
            return limit("stackLimit", Resource.STACK, size);
        }

        /**
         * Limits the address space that each process may reserve (RLIMIT_AS).
         *
         * @param size {@code "2 GiB"}, 8 MiB or more, or {@code "unlimited"}
         */
        public Builder addressSpaceLimit(String size) {
            return limit("addressSpaceLimit", Resource.AS, size);
        }

        /**
         * Limits the descriptors that each process may have open.
         *
         * @param most 4 or more
         */
        public Builder openFiles(long most) {
            return limit(Resource.NOFILE, most);
        }

        /**
         * Runs a 32-bit service in the address space that it has where it will run: 3 GiB as on a
         * 32-bit kernel, or the 4 GiB that a 64-bit kernel gives it.
         */
        public Builder addressSpace(AddressSpace space) {
            addressSpace = space;
            return this;
        }

        private Builder limit(String name, Resource resource, String size) {
            try {
                return limit(
                        resource,
                        size.strip().equals("unlimited")
                                ? ResourceLimit.UNLIMITED
                                : ByteSize.parse(size).bytes());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
            }
        }

        /**
         * Limits a resource of the service, hard and soft alike.
         *
         * @throws IllegalArgumentException when no program starts with so little
         */
        public Builder limit(ResourceLimit.Resource resource, long value) {
            limits.add(new ResourceLimit(resource, value));
            return this;
        }

        /**
         * Runs the service as another user, in that user's group and no other: some refuse to run
         * as root. A harness that is not root can name its own user only.
         */
        public Builder runAs(String name) {
            user = name;
            return this;
        }

        /** Returns the description. */
        public NativeService build() {
            return new NativeService(this);
        }
    }
}
