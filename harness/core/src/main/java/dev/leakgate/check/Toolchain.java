package dev.leakgate.check;

import dev.leakgate.elf.ElfException;
import dev.leakgate.elf.ElfFile;
import dev.leakgate.elf.Origin;
import dev.leakgate.region.RegionKind;
import dev.leakgate.report.RegionInfo;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says what a service was built with and what C library it runs on: figures of other ones do not
 * compare.
 *
 * @param compiler as the program says; null when it does not
 * @param libc {@code "glibc 2.36"}; null when it is not known, as of a static program
 */
record Toolchain(@Nullable String compiler, @Nullable String libc) {

    static Toolchain of(@Nullable String program, List<RegionInfo> regions) {
        return new Toolchain(
                program == null ? null : read(program, Origin::compiler),
                regions.stream()
                        .filter(region -> region.kind().equals(RegionKind.MODULE.text()))
                        .map(RegionInfo::name)
                        .map(Toolchain::libc)
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse(null));
    }

    private static Optional<String> libc(@Nullable String path) {
        String file = path == null ? "" : path.substring(path.lastIndexOf('/') + 1);
        if (path == null || file.startsWith("ld-musl-") || file.startsWith("libc.musl-")) {
            return path == null ? Optional.empty() : Optional.of("musl");
        }
        if (!file.startsWith("libc.so") && !file.startsWith("libc-")) {
            return Optional.empty();
        }
        String version = read(path, Origin::glibcVersion);
        return Optional.of(version == null ? "glibc" : "glibc " + version);
    }

    private static @Nullable String read(String path, Function<ElfFile, Optional<String>> what) {
        try (ElfFile file = ElfFile.open(Path.of(path))) {
            return what.apply(file).orElse(null);
        } catch (ElfException | InvalidPathException gone) {
            return null;
        }
    }
}
