package dev.leakgate.labelled;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Builds the programs of the set with CMake; quick when nothing has changed. */
final class NativeBuild {

    private NativeBuild() {}

    /**
     * Builds.
     *
     * @param module the folder of this module
     * @return the folder of the programs
     * @throws IOException with the compiler's output when it does not compile
     */
    static Path build(Path module) throws IOException {
        Path sources = module.resolve("src/main/native").toAbsolutePath().normalize();
        Path programs = module.resolve("target/native").toAbsolutePath().normalize();
        Files.createDirectories(programs);
        Commands.run(
                programs,
                List.of(
                        "cmake",
                        "-S",
                        sources.toString(),
                        "-B",
                        programs.toString(),
                        "-DCMAKE_BUILD_TYPE=Release",
                        "-DCMAKE_C_FLAGS_RELEASE=-O1 -g"));
        Commands.run(programs, List.of("cmake", "--build", programs.toString(), "--parallel", "2"));
        return programs;
    }
}
