package dev.leakgate.image;

import dev.leakgate.testing.TracedProgram;
import dev.leakgate.units.WordSize;
import java.nio.file.Path;

/** Runs standing.c so that it can be traced: the JDK does not wait on it. */
record TraceableStanding(TracedProgram process, Standing truth) implements AutoCloseable {

    static TraceableStanding start(WordSize wordSize, int threads, Path folder) {
        TracedProgram process =
                TracedProgram.start(folder, Standing.program(wordSize), Integer.toString(threads));
        return new TraceableStanding(process, Standing.of(wordSize, process.said()));
    }

    int pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
