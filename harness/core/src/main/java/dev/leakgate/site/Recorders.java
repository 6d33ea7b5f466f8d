package dev.leakgate.site;

import dev.leakgate.linux.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds a recorder for a service. */
public final class Recorders {

    private static final List<Path> LIBRARIES =
            List.of(
                    Path.of("/usr/lib/x86_64-linux-gnu"),
                    Path.of("/usr/lib/aarch64-linux-gnu"),
                    Path.of("/usr/lib64"),
                    Path.of("/usr/lib"),
                    Path.of("/usr/local/lib"));

    private Recorders() {}

    /**
     * Finds the recorder that was asked for, or the cheapest that can watch the service.
     *
     * @param wordSize of the service, 32 or 64
     * @param children whether it has processes besides the one that is launched
     * @throws SiteException when there is none; the message says how to get one
     */
    public static AllocationRecorder find(SiteChoice choice, int wordSize, boolean children)
            throws SiteException {
        if (wordSize == 32 && choice != SiteChoice.VALGRIND) {
            throw new SiteException(
                    "neither heaptrack nor LeakSanitizer records 32-bit programs; site = VALGRIND"
                            + " does, many times slower, or build the service for 64 bits");
        }
        return switch (choice) {
            case HEAPTRACK -> heaptrack().orElseThrow(() -> missing("heaptrack", "heaptrack"));
            case LSAN -> lsan().orElseThrow(() -> missing("liblsan.so", "liblsan0"));
            case VALGRIND ->
                    Tools.find("valgrind")
                            .<AllocationRecorder>map(ValgrindRecorder::new)
                            .orElseThrow(() -> missing("valgrind", "valgrind"));
            case AUTO, OFF -> cheapest(children);
        };
    }

    private static AllocationRecorder cheapest(boolean children) throws SiteException {
        Optional<AllocationRecorder> heaptrack = heaptrack();
        Optional<AllocationRecorder> lsan = lsan();
        // heaptrack stops at fork: of a service with workers it sees the master alone.
        Optional<AllocationRecorder> first = children ? lsan : heaptrack;
        return first.or(() -> children ? heaptrack : lsan)
                .orElseThrow(
                        () ->
                                new SiteException(
                                        "neither heaptrack nor LeakSanitizer is installed; apt"
                                                + " install heaptrack, or the package that has it"
                                                + " elsewhere"));
    }

    private static Optional<AllocationRecorder> heaptrack() {
        Optional<Path> preload = heaptrackFile("libheaptrack_preload.so");
        Optional<Path> interpreter = heaptrackFile("libexec/heaptrack_interpret");
        return preload.isEmpty() || interpreter.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new HeaptrackRecorder(
                                preload.get(), new HeaptrackInterpreter(interpreter.get())));
    }

    /** Finds a file that heaptrack was installed with. */
    static Optional<Path> heaptrackFile(String name) {
        Optional<Path> command = Tools.find("heaptrack");
        if (command.isEmpty()) {
            return Optional.empty();
        }
        Path prefix = command.get().resolve("../..").normalize();
        return List.of("lib/heaptrack", "lib64/heaptrack").stream()
                .map(folder -> prefix.resolve(folder).resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static Optional<AllocationRecorder> lsan() {
        return LIBRARIES.stream()
                .map(folder -> folder.resolve("liblsan.so.0"))
                .filter(Files::isRegularFile)
                .findFirst()
                .map(LsanRecorder::new);
    }

    /**
     * Returns what preloads a library into the service and into nothing before it: heaptrack takes
     * itself out of the environment of whatever it was loaded into first.
     */
    static List<String> preloading(Path library, String options) {
        return List.of("/usr/bin/env", "LD_PRELOAD=" + library, options);
    }

    private static SiteException missing(String tool, String debian) {
        return new SiteException(
                tool + " is not installed; apt install " + debian + ", or set site = AUTO");
    }
}
