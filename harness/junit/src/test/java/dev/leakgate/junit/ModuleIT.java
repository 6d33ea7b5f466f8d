package dev.leakgate.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectModule;

import dev.leakgate.junit.samples.deeper.BesideJupiter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Finds checks in a module, for which a JVM must begin with that module. */
class ModuleIT {

    private static final String MODULE = "checks.of.a.module";

    @TempDir Path folder;

    @Test
    void aModuleIsSearchedForChecks() throws Exception {
        Path jar = folder.resolve(MODULE + ".jar");
        writeJarWith(BesideJupiter.class, jar);
        Process java =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "--module-path",
                                jar.toString(),
                                "--add-modules",
                                MODULE,
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(java.waitFor()).as(said).isZero();
        assertThat(said.lines()).contains("checks in " + MODULE);
    }

    private static void writeJarWith(Class<?> type, Path jar) throws IOException {
        String file = type.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out);
                InputStream in = type.getClassLoader().getResourceAsStream(file)) {
            assertThat(in).isNotNull();
            entries.putNextEntry(new JarEntry(file));
            in.transferTo(entries);
            entries.closeEntry();
        }
    }

    /** Prints the module of each class with checks that is found there. */
    static final class Main {

        private Main() {}

        public static void main(String[] arguments) {
            EngineTestKit.engine(new LeakgateTestEngine())
                    .selectors(selectModule(MODULE))
                    .discover()
                    .getEngineDescriptor()
                    .getDescendants()
                    .stream()
                    .filter(CheckClassDescriptor.class::isInstance)
                    .map(type -> ((CheckClassDescriptor) type).testClass().getModule().getName())
                    .forEach(module -> System.out.println("checks in " + module));
        }
    }
}
