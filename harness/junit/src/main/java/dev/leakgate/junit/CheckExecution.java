package dev.leakgate.junit;

import dev.leakgate.check.CheckId;
import dev.leakgate.check.CheckOutcome;
import dev.leakgate.report.ResultFolder;
import dev.leakgate.report.Session;
import dev.leakgate.service.NativeService;
import dev.leakgate.service.ServiceException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.platform.engine.TestDescriptor;

/** Runs a check within an execution: finds its folder, tells listeners, fails the test. */
record CheckExecution(LeakgateExecutionContext context, TestDescriptor descriptor) {

    /** Fails where nothing can be measured. */
    void requirePlatform() {
        context.platform()
                .missing()
                .ifPresent(
                        missing -> {
                            throw new InvalidCheckException(missing);
                        });
    }

    /**
     * Runs the check.
     *
     * @throws Exception as the outcome says
     */
    void run(CheckId id, NativeService service, CheckSettings settings, CheckBody body)
            throws Exception {
        OnInconclusive onInconclusive = context.configuration().onInconclusive();
        CheckSettings all =
                settings.suppressing(context.configuration().suppressions())
                        .keeping(context.configuration().kept(settings.kept()));
        Path directory = prepareFolder(id);
        CheckOutcome outcome;
        try {
            outcome = context.runner().run(id, service, all, body, directory);
        } catch (ServiceException e) {
            throw Failures.withoutTrace(e);
        }
        context.listener().reportingEntryPublished(descriptor, Reports.entry(outcome));
        Reports.files(outcome)
                .forEach(file -> context.listener().fileEntryPublished(descriptor, file));
        Failures.raise(outcome, onInconclusive);
    }

    private Path prepareFolder(CheckId id) throws IOException {
        return ResultFolder.prepare(
                context.configuration().outputDirectory(),
                id.testClass(),
                id.method(),
                Session.current().id());
    }
}
