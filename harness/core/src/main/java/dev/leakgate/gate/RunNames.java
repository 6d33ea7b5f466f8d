package dev.leakgate.gate;

import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunDocument.ServiceInfo;
import java.util.List;

/** Says what budgets may call a run. */
public final class RunNames {

    private static final String USUAL_PARAMETER = "(dev.leakgate.load.LoadDriver)";

    private RunNames() {}

    /**
     * Returns the names of the check: {@code GatewayIT.unknownChannel} and {@code
     * com.example.GatewayIT#unknownChannel}.
     */
    static List<String> ofTest(RunDocument run) {
        String method = run.test().method().replaceFirst("\\(.*", "");
        return List.of(run.test().displayName(), run.test().className() + "#" + method);
    }

    /** Returns the name that is the same in each build, and no other check's. */
    static String key(RunDocument run) {
        return run.test().className() + "#" + run.test().method().replace(USUAL_PARAMETER, "");
    }

    /** Returns the name of the service that was watched, else the name of its program. */
    public static String ofService(RunDocument run) {
        if (run.watch() != null) {
            return run.test().method();
        }
        ServiceInfo service = run.service();
        if (service == null) {
            return "";
        }
        String program =
                service.exe() != null
                        ? service.exe()
                        : service.command().isEmpty() ? "" : service.command().get(0);
        return program.substring(program.lastIndexOf('/') + 1);
    }
}
