package dev.leakgate.maven;

import dev.leakgate.check.CheckOutcome;
import dev.leakgate.report.ConsoleText;
import dev.leakgate.spec.SpecException;
import dev.leakgate.spec.SuppressionFile;
import dev.leakgate.units.BytesPerRequest;
import dev.leakgate.verdict.Suppressions;
import dev.leakgate.watch.Mark;
import dev.leakgate.watch.ServiceWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import javax.inject.Inject;
import org.apache.maven.plugin.BuildPluginManager;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.jspecify.annotations.Nullable;

/**
 * Runs the integration tests again as often as {@code repeat} says, judges the services that {@code
 * start} watches, and stops those that it launched.
 *
 * <p>Does nothing where nothing is watched. Fails no build by a verdict: {@code check} does.
 *
 * @since 0.1
 */
@Mojo(
        name = "stop",
        defaultPhase = LifecyclePhase.POST_INTEGRATION_TEST,
        requiresDependencyResolution = ResolutionScope.TEST,
        threadSafe = true)
public final class StopMojo extends AbstractWatchMojo {

    /* Tests that have not settled run again, up to so many times what repeat says. */
    private static final int MOST_PASSES_FACTOR = 4;

    /** The services as start knows them. */
    @Parameter private List<WatchedServiceParameter> services = List.of();

    /**
     * A file of growth that is known, from the module's directory; {@code
     * leakgate-suppressions.yaml}, if it exists, unless set.
     */
    @Parameter(property = "leakgate.suppressions")
    private @Nullable String suppressions;

    /** Takes what knows the other plugins of the build. */
    @Inject
    public StopMojo(BuildPluginManager plugins) {
        super(plugins);
    }

    @Override
    public void execute() throws MojoExecutionException {
        Watchers watchers = watchers();
        if (watchers.running().isEmpty()) {
            getLog().debug("no service is watched");
            return;
        }
        try {
            Suppressions known = known();
            if (repeat() > 0) {
                runAgain(watchers, repeat(), known);
            }
            for (ServiceWatcher watcher : watchers.running().values()) {
                CheckOutcome outcome =
                        watcher.finish(allowedGrowth(watcher.name()), known, keptMemory());
                watchers.remove(watcher);
                getLog().info(ConsoleText.of(outcome.message().lines().findFirst().orElse("")));
            }
            Files.deleteIfExists(outputDirectory().resolve(Mark.FILE_NAME));
        } catch (IOException e) {
            throw new MojoExecutionException("cannot remove the marks: " + e.getMessage(), e);
        } finally {
            watchers.closeAll();
        }
    }

    /** The tests ran once before, which warmed the services up. */
    private void runAgain(Watchers watchers, int repeat, Suppressions known)
            throws MojoExecutionException {
        pass(watchers);
        FailsafePasses passes = new FailsafePasses(goals(), plugins(), session());
        int most = Math.min(repeat * MOST_PASSES_FACTOR, MOST_PASSES);
        for (int pass = 1;
                pass <= most && (pass <= repeat || isUnsettled(watchers, known));
                pass++) {
            getLog().info(
                            "Running the integration tests again, pass "
                                    + pass
                                    + (pass <= repeat ? " of " + repeat : ": not settled yet"));
            if (watchers.running().values().stream().anyMatch(ServiceWatcher::hasEnded)) {
                return;
            }
            passes.run(pass);
            pass(watchers);
        }
    }

    private boolean isUnsettled(Watchers watchers, Suppressions known)
            throws MojoExecutionException {
        for (ServiceWatcher watcher : watchers.running().values()) {
            if (watcher.wantsAnotherPass(allowedGrowth(watcher.name()), known)) {
                return true;
            }
        }
        return false;
    }

    private static void pass(Watchers watchers) {
        watchers.running().values().forEach(ServiceWatcher::passDone);
    }

    private BytesPerRequest allowedGrowth(String name) throws MojoExecutionException {
        for (WatchedServiceParameter service : services) {
            if (service.name().equals(name)) {
                return service.allowedGrowth();
            }
        }
        return BytesPerRequest.ZERO;
    }

    private Suppressions known() throws MojoExecutionException {
        String name = suppressions == null ? SuppressionFile.DEFAULT_NAME : suppressions;
        Path file = project().getBasedir().toPath().resolve(name);
        try {
            return suppressions != null || Files.exists(file)
                    ? SuppressionFile.read(file, name, Clock.systemUTC())
                    : Suppressions.NONE;
        } catch (SpecException wrong) {
            throw new MojoExecutionException(wrong.getMessage());
        }
    }
}
