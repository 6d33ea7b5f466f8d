package dev.leakgate.junit;

import dev.leakgate.spec.LeakCheckSpec;
import dev.leakgate.spec.SpecException;
import dev.leakgate.spec.SpecFile;
import dev.leakgate.spec.SpecFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.platform.commons.io.Resource;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.ClasspathResourceSource;
import org.junit.platform.engine.support.descriptor.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;

/** Finds the checks of spec files. What cannot be read is found too, and fails when it runs. */
final class SpecSource {

    private SpecSource() {}

    /** Finds those that a class carries; their keys begin with the name of the file. */
    static List<FoundSpec> carriedBy(Class<?> carrier) {
        LeakCheckSpecs annotation = carrier.getAnnotation(LeakCheckSpecs.class);
        if (annotation == null) {
            return List.of();
        }
        List<FoundSpec> found = new ArrayList<>();
        try {
            Map<String, Path> files =
                    SpecFiles.find(ModuleDirectory.current(), Arrays.asList(annotation.value()));
            files.forEach((name, path) -> found.addAll(in(path, name, true)));
        } catch (SpecException e) {
            String message = "@LeakCheckSpecs on " + CheckNames.of(carrier) + ": " + e.getMessage();
            return List.of(new FoundSpec.Broken("specs", message, ClassSource.from(carrier)));
        }
        return found;
    }

    /** Finds those of a file. */
    static List<FoundSpec> in(Path path) {
        return in(path, name(path), false);
    }

    /** Finds those of a resource of the class path. */
    static List<FoundSpec> in(Resource resource) {
        String name = resource.getName();
        try (InputStream in = resource.getInputStream()) {
            return checks(
                    SpecFile.read(in, name),
                    false,
                    spec -> ClasspathResourceSource.from(name, position(spec)));
        } catch (SpecException | IOException e) {
            return broken(name, String.valueOf(e.getMessage()), ClasspathResourceSource.from(name));
        }
    }

    /** Returns what messages and ids call a file. */
    static String name(Path path) {
        return SpecFiles.name(ModuleDirectory.current(), path);
    }

    private static List<FoundSpec> in(Path path, String name, boolean amongFiles) {
        try {
            return checks(
                    SpecFile.read(path, name),
                    amongFiles,
                    spec -> FileSource.from(path.toFile(), position(spec)));
        } catch (SpecException e) {
            return broken(name, e.getMessage(), FileSource.from(path.toFile()));
        }
    }

    private static List<FoundSpec> checks(SpecFile file, boolean amongFiles, Sources sources) {
        List<FoundSpec> checks = new ArrayList<>();
        for (LeakCheckSpec spec : file.checks()) {
            String key = amongFiles ? file.key(spec) : spec.name();
            checks.add(new FoundSpec.Check(key, file.name(), spec, sources.of(spec)));
        }
        return checks;
    }

    private static List<FoundSpec> broken(String name, String message, TestSource source) {
        return List.of(new FoundSpec.Broken(name, message, source));
    }

    private static FilePosition position(LeakCheckSpec spec) {
        return FilePosition.from(spec.line(), spec.column());
    }

    /** Says where a check is written. */
    private interface Sources {
        TestSource of(LeakCheckSpec spec);
    }
}
