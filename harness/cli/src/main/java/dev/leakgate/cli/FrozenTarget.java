package dev.leakgate.cli;

import dev.leakgate.elf.ElfException;
import dev.leakgate.image.CaptureMode;
import dev.leakgate.image.Captures;
import dev.leakgate.image.Image;

/**
 * Holds the frozen memory of what a command looks at: a core, or a process that stood for
 * milliseconds.
 */
record FrozenTarget(String title, Image image) implements AutoCloseable {

    /**
     * Freezes it.
     *
     * @throws ElfException when it is no core, or cannot be read
     * @throws NotPossibleException when the process does not let itself be captured
     */
    static FrozenTarget of(Target target) throws ElfException {
        if (target.isCore()) {
            Image core = target.open();
            return new FrozenTarget(target.titleOf(core), core);
        }
        Image copy =
                NotPossibleException.unlessTaken(Captures.of(target.pid(), CaptureMode.AUTO))
                        .image();
        return new FrozenTarget(target.titleOf(copy), copy);
    }

    @Override
    public void close() {
        image.close();
    }
}
