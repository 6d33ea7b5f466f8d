package dev.leakgate.check;

import dev.leakgate.image.Image;
import dev.leakgate.image.ImageThread;
import dev.leakgate.image.Registers;
import dev.leakgate.report.RunDocument.PointerInfo;
import dev.leakgate.stack.ProcessSpace;
import dev.leakgate.stack.StackReport;
import dev.leakgate.stack.ThreadForecast.Obstacle;
import dev.leakgate.stack.ThreadStack;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.WordSize;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a core says of a crash.
 *
 * @param space the address space of the process
 * @param program the file that the process ran; null when the core names none
 * @param thread the one that crashed; null when the core names none
 * @param pointers its stack and its frame pointer; empty when there is no thread
 * @param backtrace where it was, by gdb; empty without gdb
 */
record CrashLook(
        ProcessSpace space,
        @Nullable String program,
        @Nullable Integer thread,
        List<PointerInfo> pointers,
        List<String> backtrace) {

    /** Looks at a core, which is an image too. */
    static CrashLook at(Image image, Path core) {
        ProcessSpace space = ProcessSpace.of(image);
        List<ImageThread> threads = image.threads();
        String program = LeakCapture.program(image);
        return new CrashLook(
                space,
                program,
                threads.isEmpty() ? null : threads.get(0).tid(),
                threads.isEmpty() ? List.of() : pointers(threads.get(0).registers(), space),
                program == null ? List.of() : Backtrace.of(program, core));
    }

    private static List<PointerInfo> pointers(Registers registers, ProcessSpace space) {
        boolean wide = registers.wordSize() == WordSize.BITS_64;
        return List.of(
                pointer(wide ? "rsp" : "esp", registers.sp(), space),
                pointer(wide ? "rbp" : "ebp", registers.fp(), space));
    }

    private static PointerInfo pointer(String register, long address, ProcessSpace space) {
        return space.at(address)
                .map(
                        place ->
                                new PointerInfo(
                                        register,
                                        SpaceParts.hex(address),
                                        place.region(),
                                        SpaceParts.hex(place.start()),
                                        SpaceParts.hex(place.end())))
                .orElseGet(
                        () -> new PointerInfo(register, SpaceParts.hex(address), null, null, null));
    }

    /**
     * Says in one sentence why it crashed, where the address space tells; null where it does not.
     *
     * @param wanted how many threads the service should have; null when nobody says
     */
    @Nullable String diagnosis(@Nullable Integer wanted) {
        for (ThreadStack stack : space.stacks().stacks()) {
            if (stack.overflowed() && thread != null && stack.tid() == thread) {
                return String.format(
                        Locale.ROOT,
                        "thread %d overflowed its stack of %s: its stack pointer is in the guard",
                        stack.tid(),
                        new ByteSize(stack.reserved()));
            }
        }
        StackReport report = space.within(null);
        long there = space.stacks().threads().size();
        boolean full =
                there > 0
                        && report.forecast().obstacle() != Obstacle.MACHINE
                        && report.forecast().threads() <= there;
        if (!full) {
            return null;
        }
        return String.format(
                Locale.ROOT,
                "no thread could be created any more: %,d stacks of %s (%s) leave no hole of %s in"
                        + " %s, so that pthread_create number %,d answered EAGAIN%s",
                there,
                new ByteSize(report.stacks().newThread().size()),
                report.stacks().newThread().cause().text(),
                new ByteSize(report.stacks().newThread().size()),
                report.use().space().text(),
                report.forecast().failsAt(),
                wanted == null || wanted <= there
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; of %,d threads that should be there, %,d have no stack",
                                wanted,
                                wanted - there));
    }
}
