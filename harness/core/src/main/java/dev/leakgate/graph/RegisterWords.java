package dev.leakgate.graph;

import dev.leakgate.image.Image;
import dev.leakgate.image.ImageThread;
import dev.leakgate.image.RegisterSet;
import dev.leakgate.image.Registers;
import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Lists what threads hold in registers, those of vectors included: compilers move pointers so. */
final class RegisterWords {

    /* psABIs of x86-64 and i386: preserved across function calls */
    private static final Set<String> PRESERVED_64 =
            Set.of("rbx", "rbp", "r12", "r13", "r14", "r15");
    private static final Set<String> PRESERVED_32 = Set.of("ebx", "ebp", "esi", "edi");

    private RegisterWords() {}

    static List<RootWord> of(Image image) {
        List<RootWord> words = new ArrayList<>();
        boolean wide = image.wordSize() == WordSize.BITS_64;
        Set<String> preserved = wide ? PRESERVED_64 : PRESERVED_32;
        for (ImageThread thread : image.threads()) {
            for (String name : Registers.names(image.wordSize())) {
                long value = thread.registers().value(name);
                boolean stale = !preserved.contains(name);
                words.add(new RootWord(value, RootKind.REGISTER, name, thread, stale));
            }
            // A copy leaves a word in several: its moves overlap, and two sets have the same
            // registers. That is one leftover, not two words that hold something.
            Set<Long> vectors = new LinkedHashSet<>();
            for (RegisterSet set : thread.sets()) {
                addTo(vectors, set, image.wordSize().bytes());
            }
            for (long value : vectors) {
                words.add(new RootWord(value, RootKind.REGISTER, "vector", thread, true));
            }
        }
        return words;
    }

    private static void addTo(Set<Long> values, RegisterSet set, int word) {
        ByteBuffer bytes = ByteBuffer.wrap(set.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + word <= bytes.limit(); at += word) {
            long value =
                    word == Long.BYTES
                            ? bytes.getLong(at)
                            : Integer.toUnsignedLong(bytes.getInt(at));
            if (value != 0) {
                values.add(value);
            }
        }
    }
}
