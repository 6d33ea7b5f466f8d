package dev.leakgate.check;

import dev.leakgate.report.PrivateFile;
import dev.leakgate.report.SiteToolInfo;
import dev.leakgate.site.AllocationSite;
import dev.leakgate.site.Call;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Writes what was not freed as collapsed stacks, which flame graphs are drawn from. */
final class CollapsedStacks {

    private CollapsedStacks() {}

    /** Writes a line {@code outermost;…;innermost bytes} for each stack. */
    static void write(Path file, List<AllocationSite> sites) throws IOException {
        StringBuilder text = new StringBuilder();
        for (AllocationSite site : sites) {
            List<Call> calls = site.calls();
            for (int i = calls.size() - 1; i >= 0; i--) {
                text.append(SiteToolInfo.stackName(calls.get(i).function()));
                text.append(i > 0 ? ';' : ' ');
            }
            text.append(site.bytes()).append('\n');
        }
        PrivateFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
