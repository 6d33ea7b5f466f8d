package dev.leakgate.junit;

import java.nio.file.Path;

/** Finds the directory of the module under test. */
final class ModuleDirectory {

    private ModuleDirectory() {}

    /** Surefire and Failsafe set basedir; a build with several modules shares user.dir. */
    static Path current() {
        return Path.of(System.getProperty("basedir", System.getProperty("user.dir", "")))
                .toAbsolutePath()
                .normalize();
    }
}
