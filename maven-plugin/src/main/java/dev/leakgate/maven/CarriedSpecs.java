package dev.leakgate.maven;

import dev.leakgate.maven.DeclaredChecks.Own;
import dev.leakgate.spec.LeakCheckSpec;
import dev.leakgate.spec.SpecException;
import dev.leakgate.spec.SpecFile;
import dev.leakgate.spec.SpecFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the checks of the spec files that a class carries, as the engine finds them. */
final class CarriedSpecs {

    private CarriedSpecs() {}

    /**
     * Returns the checks; one for a file that is wrong, since the engine fails one test for it.
     *
     * @param module what relative roots start at
     * @param roots files and directories
     */
    static List<Own> in(Path module, List<String> roots) {
        List<Own> checks = new ArrayList<>();
        try {
            for (Map.Entry<String, Path> file : SpecFiles.find(module, roots).entrySet()) {
                checks.addAll(of(file.getKey(), file.getValue()));
            }
        } catch (SpecException e) {
            checks.add(new Own("specs", Set.of(), false, e.getMessage()));
        }
        return checks;
    }

    private static List<Own> of(String name, Path path) {
        try {
            SpecFile file = SpecFile.read(path, name);
            return file.checks().stream().map(check -> own(file, check)).toList();
        } catch (SpecException e) {
            return List.of(new Own(name, Set.of(), false, e.getMessage()));
        }
    }

    private static Own own(SpecFile file, LeakCheckSpec check) {
        return new Own(file.key(check), check.tags(), check.disabled() != null, null);
    }
}
