package dev.leakgate.stack;

import dev.leakgate.region.ProcessLayout;
import java.util.BitSet;

/** Tells which mappings are nothing but stacks of threads, guards included. */
final class StackMappings {

    private final BitSet stacks = new BitSet();

    StackMappings(ProcessLayout layout, ProcessStacks found) {
        long[] covered = new long[layout.size()];
        for (ThreadStack stack : found.stacks()) {
            boolean ofThread = stack.kind() == StackKind.THREAD || stack.kind() == StackKind.ENDED;
            long at = stack.start() - stack.guard();
            int mapping = ofThread ? layout.indexOf(at) : -1;
            while (mapping >= 0 && mapping < covered.length && at < stack.end()) {
                long end = Math.min(stack.end(), layout.end(mapping));
                covered[mapping] += end - Math.max(at, layout.start(mapping));
                at = end;
                mapping++;
            }
        }
        for (int i = 0; i < covered.length; i++) {
            stacks.set(i, covered[i] > 0 && covered[i] == layout.end(i) - layout.start(i));
        }
    }

    boolean isOfThread(int mapping) {
        return stacks.get(mapping);
    }
}
