package dev.leakgate.linux;

import java.util.Optional;

/**
 * Says whether this machine can measure a service, and what is missing if not.
 *
 * @param osName as in the system property {@code os.name}
 * @param osArch as in the system property {@code os.arch}
 */
public record MeasurablePlatform(String osName, String osArch) {

    /** Returns the machine that this JVM runs on. */
    public static MeasurablePlatform current() {
        return new MeasurablePlatform(
                System.getProperty("os.name", "?"), System.getProperty("os.arch", "?"));
    }

    /** Returns one line that says what is missing here; nothing where all is there. */
    public Optional<String> missing() {
        if (!osName.equals("Linux")) {
            return Optional.of(
                    "Leakgate cannot measure on "
                            + osName
                            + ": the /proc file system that it reads memory maps from is missing;"
                            + " run the checks on Linux on x86-64, in a container or in CI");
        }
        if (!osArch.equals("amd64") && !osArch.equals("x86_64")) {
            return Optional.of(
                    "Leakgate cannot measure on "
                            + osArch
                            + ": system call numbers and register layouts are known for x86-64"
                            + " only; run the checks on Linux on x86-64");
        }
        return Optional.empty();
    }
}
