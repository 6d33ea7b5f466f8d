package dev.leakgate.maven;

import dev.leakgate.check.OnCrash;
import dev.leakgate.service.NativeService;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.units.DurationText;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Describes a service to watch, as {@code <service>} of the POM does: one to launch, by its {@code
 * command}, or one that runs, by {@code pid}, {@code pidFile}, or {@code port} alone.
 *
 * @since 0.1
 */
public final class WatchedServiceParameter {

    private static final String PORT_HERE = "@{port}";
    private static final String PORT = "${port}";

    /** What messages, properties and results call it. */
    private @Nullable String name;

    /** The command line; @{port} stands for a free port. */
    private @Nullable String command;

    /** Where it starts; the module's directory unless told. */
    private @Nullable File workingDirectory;

    private Map<String, String> environment = new LinkedHashMap<>();

    /**
     * The port that it always has; @{port} in the command is better. Alone it names the process to
     * attach to, which listens on it.
     */
    private int port;

    /** When it is ready: listening, a path that answers HTTP, or log: and a regular expression. */
    private String ready = "listening";

    private String readyWithin = "30 s";
    private String stopWithin = "10 s";
    private String stopSignal = "SIGTERM";
    private @Nullable String runAs;

    /** Limits of resources, by the names that prlimit has: stack, nofile, as, and others. */
    private Map<String, String> limits = new LinkedHashMap<>();

    /** The address space of a 32-bit service: i386-3gb or i386-4gb. */
    private @Nullable String addressSpace;

    /** How its memory is kept when it crashes: CORE, by the kernel, or TRACE. */
    private String onCrash = "CORE";

    /** The process to attach to. */
    private @Nullable Integer pid;

    /** The file with the number of the process to attach to. */
    private @Nullable File pidFile;

    /** The property of the project that gets the port. */
    private @Nullable String portProperty;

    /** Growth of any region per test that is no leak. */
    private String allowedGrowth = "0 B";

    String name() throws MojoExecutionException {
        if (name == null || !name.matches("[A-Za-z0-9._-]{1,60}")) {
            throw new MojoExecutionException(
                    "a service"
                            + (name == null ? "" : " is named \"" + name + "\"; it")
                            + " needs a name of letters, digits, dots and hyphens:"
                            + " <service><name>gateway</name>…</service>");
        }
        return name;
    }

    @Nullable String portProperty() {
        return portProperty;
    }

    BytesPerRequest allowedGrowth() throws MojoExecutionException {
        return parsed("allowedGrowth", allowedGrowth, BytesPerRequest::parse);
    }

    OnCrash onCrash() throws MojoExecutionException {
        return parsed("onCrash", onCrash, OnCrash::parse);
    }

    /** Returns what to launch, or what runs. */
    NativeService service(Path basedir) throws MojoExecutionException {
        int ways = (command == null ? 0 : 1) + (pid == null ? 0 : 1) + (pidFile == null ? 0 : 1);
        if (ways > 1 || (ways == 0 && port == 0)) {
            throw new MojoExecutionException(
                    "the service \""
                            + name()
                            + "\" needs one of <command>, to launch it, and <pid>, <pidFile> or"
                            + " <port>, to watch one that runs; there are "
                            + ways);
        }
        try {
            return command == null ? attached() : launched(basedir);
        } catch (IllegalArgumentException wrong) {
            throw new MojoExecutionException(
                    "the service \"" + name() + "\": " + wrong.getMessage());
        }
    }

    private NativeService attached() {
        if (pid == null && pidFile == null) {
            return NativeService.attachToPort(port).build();
        }
        NativeService.AttachBuilder service =
                pid == null
                        ? NativeService.attach(Objects.requireNonNull(pidFile).toPath())
                        : NativeService.attach(pid);
        return (port == 0 ? service : service.port(port)).build();
    }

    private NativeService launched(Path basedir) throws MojoExecutionException {
        List<String> words = words(basedir);
        NativeService.Builder service =
                NativeService.command(words.toArray(new String[0]))
                        .workingDirectory(
                                workingDirectory == null ? basedir : workingDirectory.toPath())
                        .readyWithin(parsed("readyWithin", readyWithin, DurationText::parse))
                        .stopWithin(parsed("stopWithin", stopWithin, DurationText::parse))
                        .stopSignal(stopSignal);
        environment.forEach(
                (variable, value) -> service.environment(variable, value.replace(PORT_HERE, PORT)));
        if (port != 0) {
            service.port(port);
        }
        if (runAs != null) {
            service.runAs(runAs);
        }
        LaunchLimits.set(service, limits);
        if (addressSpace != null) {
            service.addressSpace(parsed("addressSpace", addressSpace, LaunchLimits::addressSpace));
        }
        return ready(service).build();
    }

    private NativeService.Builder ready(NativeService.Builder service)
            throws MojoExecutionException {
        if (ready.equals("listening")) {
            return service.readyWhenListening();
        }
        if (ready.startsWith("/")) {
            return service.readyWhenHttpAnswers(ready);
        }
        if (ready.startsWith("log:")) {
            return service.readyWhenLogged(ready.substring("log:".length()).strip());
        }
        throw new MojoExecutionException(
                "the service \""
                        + name()
                        + "\": ready = \""
                        + ready
                        + "\" must be listening, a path as in /health, or log: and a regular"
                        + " expression");
    }

    /** A program with a slash is found from the module, however Maven was called. */
    private List<String> words(Path basedir) throws MojoExecutionException {
        List<String> words =
                new ArrayList<>(parsed("command", String.valueOf(command), CommandWords::of));
        words.replaceAll(word -> word.replace(PORT_HERE, PORT));
        if (words.isEmpty()) {
            throw new MojoExecutionException("the command of \"" + name() + "\" is empty");
        }
        if (words.get(0).contains("/")) {
            words.set(0, basedir.resolve(words.get(0)).toString());
        }
        return words;
    }

    private <T> T parsed(String what, String text, java.util.function.Function<String, T> parser)
            throws MojoExecutionException {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException wrong) {
            throw new MojoExecutionException(
                    "the service \"" + name() + "\": " + what + ": " + wrong.getMessage());
        }
    }
}
