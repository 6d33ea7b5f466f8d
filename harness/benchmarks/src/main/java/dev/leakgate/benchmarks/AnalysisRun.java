package dev.leakgate.benchmarks;

import dev.leakgate.graph.HeapGraph;
import dev.leakgate.graph.Reachability;
import dev.leakgate.heap.HeapMap;
import dev.leakgate.image.CoreFiles;
import dev.leakgate.image.Image;
import java.io.IOException;
import java.nio.file.Path;

/** Walks and marks the heap of one core, as a process of its own, and prints what it came to. */
public final class AnalysisRun {

    private AnalysisRun() {}

    /** Takes the core's path; prints the chunks, those that are leaked, and RssAnon in KiB. */
    public static void main(String[] arguments) throws IOException {
        try (Image image = CoreFiles.open(Path.of(arguments[0]))) {
            HeapMap heap = HeapMap.of(image);
            HeapGraph graph = HeapGraph.of(heap);
            long leaked = graph.chunks(Reachability.DIRECT) + graph.chunks(Reachability.INDIRECT);
            // Nothing is given back before the end, so that the last is the peak.
            System.out.println(heap.liveChunks() + " " + leaked + " " + OwnMemory.anonymousKib());
        }
    }
}
