package dev.leakgate.service;

import dev.leakgate.linux.ResourceLimit;
import dev.leakgate.linux.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Describes the native service under test: what to launch, and when it is ready.
 *
 * <p>Nothing runs until a check launches it; each check launches a fresh process. {@code ${port}}
 * in the command and in the environment stands for a free TCP port of the loopback address.
 */
public final class NativeService {

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

    private NativeService(Builder builder) {
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

    /** Returns the command as it was written, {@code ${port}} included. */
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

    @Override
    public String toString() {
        return String.join(" ", command);
    }

    /** Collects the description of a service. */
    public static final class Builder {

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

        private Builder(List<String> command) {
            if (command.isEmpty() || command.get(0).isBlank()) {
                throw new IllegalArgumentException(
                        "the service's command is empty; name the program, as in"
                                + " NativeService.command(\"target/native/gateway\", \"--port\","
                                + " \"${port}\")");
            }
            this.command = command;
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
            if (number < 1 || number > 65535) {
                throw new IllegalArgumentException("port " + number + " must be from 1 to 65535");
            }
            port = OptionalInt.of(number);
            return this;
        }

        /** Limits a resource of the service, hard and soft alike. */
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
