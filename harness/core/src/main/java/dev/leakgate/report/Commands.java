package dev.leakgate.report;

import dev.leakgate.report.RunDocument.CrashInfo;
import dev.leakgate.report.RunDocument.ServiceInfo;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Knows the commands that a report offers, with paths as a terminal at the build would take them.
 */
public final class Commands {

    private final RunDocument run;
    private final Path folder;

    /**
     * Offers commands on a result.
     *
     * @param folder where it is
     */
    public Commands(RunDocument run, Path folder) {
        this.run = run;
        this.folder = folder.toAbsolutePath().normalize();
    }

    /** Returns what shows a core, unless it has to be unpacked first. */
    public @Nullable String openCore(String core) {
        String program = programOf(core);
        return program == null || core.endsWith(".gz")
                ? null
                : "gdb " + here(Path.of(program)) + " " + shown(core);
    }

    /** The service may be started by a script, with whose name no debugger gets far. */
    private @Nullable String programOf(String core) {
        CrashInfo crash = run.crash();
        if (crash != null && crash.program() != null && core.equals(crash.core())) {
            return crash.program();
        }
        CaptureInfo capture = run.capture();
        if (capture != null && capture.program() != null && core.equals(capture.core())) {
            return capture.program();
        }
        ServiceInfo service = run.service();
        return service == null ? null : service.exe();
    }

    /** Returns what runs the check again; null for a spec file that no class carries into Maven. */
    public @Nullable String again() {
        String source = run.test().source();
        return source != null && source.startsWith(run.test().className() + ":")
                ? null
                : run.watch() != null ? "mvn verify" : "mvn verify -Dit.test=" + selector();
    }

    /** Returns the path of a file of the result. */
    public String shown(String file) {
        return here(folder.resolve(file));
    }

    /** Relative to where the build runs, as a terminal shows it. */
    private static String here(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return Objects.toString(path.startsWith(here) ? here.relativize(path) : path);
    }

    private String selector() {
        String testClass = run.test().className();
        String method = run.test().method();
        String simpleName = testClass.substring(testClass.lastIndexOf('.') + 1);
        if (run.test().source() != null) {
            return simpleName;
        }
        int parameters = method.indexOf('(');
        return simpleName + "#" + (parameters < 0 ? method : method.substring(0, parameters));
    }
}
