package dev.leakgate.stack;

import dev.leakgate.heap.ImageLayout;
import dev.leakgate.image.Captures;
import dev.leakgate.image.Image;
import dev.leakgate.linux.CaptureRefusedException;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.region.ProcessLayout;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds the stacks and the address space of one process, as they were at one moment. */
public final class ProcessSpace {

    private final int pid;
    private final String command;
    private final ProcessLayout layout;
    private final ProcessStacks stacks;
    private final Ceilings ceilings;

    private ProcessSpace(Image image, ProcessLayout layout, Ceilings ceilings) {
        pid = image.pid();
        command = image.process().name();
        this.layout = layout;
        stacks = StackFinder.of(image, layout);
        this.ceilings = ceilings;
    }

    /** Looks at an image, which may be closed then. */
    public static ProcessSpace of(Image image) {
        return new ProcessSpace(image, ImageLayout.of(image), Ceilings.of(image.limits()));
    }

    /**
     * Looks at a process of this machine, which goes on; empty when it has no memory, since it
     * ended or is a kernel thread.
     *
     * @throws CaptureRefusedException when we may not look into it
     */
    public static Optional<ProcessSpace> live(ProcReader proc, int pid) {
        if (proc.stat(pid).isEmpty()) {
            return Optional.empty();
        }
        try (Image image = Captures.live(pid)) {
            if (image.mappings().isEmpty()) {
                return Optional.empty();
            }
            ProcessLayout layout = ImageLayout.of(image);
            int threads = Math.max(0, image.threads().size() - 1);
            return Optional.of(
                    new ProcessSpace(
                            image, layout, Ceilings.of(proc, pid, layout.size(), threads)));
        }
    }

    /** Returns the process id. */
    public int pid() {
        return pid;
    }

    /** Returns the process's name. */
    public String command() {
        return command;
    }

    /** Returns the mapping that an address lies in; empty when it lies in none. */
    public Optional<AddressPlace> at(long address) {
        int mapping = layout.indexOf(address);
        return mapping < 0
                ? Optional.empty()
                : Optional.of(
                        new AddressPlace(
                                layout.region(mapping).toString(),
                                layout.start(mapping),
                                layout.end(mapping)));
    }

    /** Returns the stacks. */
    public ProcessStacks stacks() {
        return stacks;
    }

    /**
     * Tells how much fits into a space; another than the process's own is predicted.
     *
     * @param limit null for its own
     */
    public StackReport within(@Nullable SpaceLimit limit) {
        return StackReport.of(layout, stacks, limit, ceilings);
    }

    /** Prints {@code worker (process 4711)}. */
    @Override
    public String toString() {
        return command + " (process " + pid + ")";
    }
}
