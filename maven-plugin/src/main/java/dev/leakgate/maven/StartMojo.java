package dev.leakgate.maven;

import dev.leakgate.linux.MeasurablePlatform;
import dev.leakgate.service.ServiceException;
import dev.leakgate.watch.Mark;
import dev.leakgate.watch.ServiceWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import javax.inject.Inject;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;

/**
 * Starts services, or adopts some that run, and watches them while the integration tests run.
 *
 * <p>Each service's port and process are properties of the project, {@code leakgate.NAME.port} and
 * {@code leakgate.NAME.pid}, and files, {@code target/leakgate/services/NAME.port} and {@code
 * NAME.pid}.
 *
 * @since 0.1
 */
@Mojo(
        name = "start",
        defaultPhase = LifecyclePhase.PRE_INTEGRATION_TEST,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public final class StartMojo extends AbstractWatchMojo {

    /** The services to watch. */
    @Parameter private List<WatchedServiceParameter> services = List.of();

    /** Takes what knows the other plugins of the build. */
    @Inject
    public StartMojo(BuildPluginManager plugins) {
        super(plugins);
    }

    @Override
    public void execute() throws MojoExecutionException {
        if (isSkipped()) {
            getLog().info("No service is watched: leakgate.skip is set");
            return;
        }
        String skippedBy = testsSkippedBy();
        if (skippedBy != null) {
            getLog().warn("No service is watched: " + skippedBy + " is set");
            return;
        }
        if (services.isEmpty()) {
            throw new MojoExecutionException(
                    "leakgate:start has no service to watch; add one to <configuration>:"
                            + " <services><service><name>gateway</name><command>target/gateway"
                            + " --port @{port}</command></service></services>");
        }
        Optional<String> missing = MeasurablePlatform.current().missing();
        if (missing.isPresent()) {
            throw new MojoExecutionException(missing.get());
        }
        boolean severalPasses = repeat() > 0;
        var unused = keptMemory();
        Watchers watchers = watchers();
        if (watchers.running().isEmpty()) {
            SessionEnd.run(session().getRequest(), watchers::closeAll);
        }
        try {
            Path marks = newMarks(watchers);
            for (WatchedServiceParameter service : services) {
                start(service, watchers, marks, severalPasses);
            }
        } catch (MojoExecutionException | RuntimeException failed) {
            watchers.closeAll();
            throw failed;
        }
    }

    /** Tests append to the file while it is there. */
    private Path newMarks(Watchers watchers) throws MojoExecutionException {
        Path marks = outputDirectory().resolve(Mark.FILE_NAME);
        try {
            Files.createDirectories(outputDirectory());
            if (watchers.running().isEmpty()) {
                Files.write(marks, new byte[0]);
            }
            return marks;
        } catch (IOException e) {
            throw new MojoExecutionException("cannot write " + marks + ": " + e.getMessage(), e);
        }
    }

    private void start(
            WatchedServiceParameter service, Watchers watchers, Path marks, boolean severalPasses)
            throws MojoExecutionException {
        String name = service.name();
        if (watchers.has(name)) {
            throw new MojoExecutionException(
                    "the service \""
                            + name
                            + "\" is watched already; give the second another <name>, or stop the"
                            + " first before it");
        }
        service.allowedGrowth();
        try {
            ServiceWatcher watcher =
                    ServiceWatcher.watch(
                            name,
                            service.service(project().getBasedir().toPath()),
                            outputDirectory(),
                            marks,
                            severalPasses,
                            service.onCrash(),
                            keptMemory());
            watchers.add(watcher);
            publish(service, watcher);
        } catch (ServiceException failed) {
            throw new MojoExecutionException(
                    "the service \"" + name + "\": " + failed.getMessage());
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "the service \"" + name + "\" cannot be watched: " + e.getMessage(), e);
        }
    }

    private void publish(WatchedServiceParameter service, ServiceWatcher watcher)
            throws MojoExecutionException {
        String name = watcher.name();
        OptionalInt port = watcher.port();
        Properties properties = project().getProperties();
        properties.setProperty("leakgate." + name + ".pid", Integer.toString(watcher.pid()));
        Path folder = outputDirectory().resolve("services");
        Map<String, String> files = new java.util.LinkedHashMap<>();
        files.put(name + ".pid", Integer.toString(watcher.pid()));
        if (port.isPresent()) {
            String number = Integer.toString(port.getAsInt());
            properties.setProperty("leakgate." + name + ".port", number);
            files.put(name + ".port", number);
            if (service.portProperty() != null) {
                properties.setProperty(service.portProperty(), number);
            }
        } else if (service.portProperty() != null) {
            throw new MojoExecutionException(
                    "the service \""
                            + name
                            + "\" has no port for the property "
                            + service.portProperty()
                            + "; write @{port} where its command takes one, or <port>");
        }
        try {
            Files.createDirectories(folder);
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(folder.resolve(file.getKey()), file.getValue() + "\n");
            }
        } catch (IOException e) {
            throw new MojoExecutionException(
                    "cannot write to " + folder + ": " + e.getMessage(), e);
        }
        getLog().info(
                        "Watching "
                                + name
                                + ", process "
                                + watcher.pid()
                                + (port.isPresent() ? ", port " + port.getAsInt() : ""));
    }
}
