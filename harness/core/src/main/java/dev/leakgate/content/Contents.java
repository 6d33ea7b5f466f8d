package dev.leakgate.content;

import dev.leakgate.units.Memory;
import dev.leakgate.units.PrintableText;
import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Tells what objects of one kind hold. A sample says what there is, one pass over all objects
 * counts it: that costs a read and a comparison for each object and template.
 *
 * <p>Not thread-safe.
 */
public final class Contents {

    private static final int SAMPLE = 64;
    private static final int LOOKED_AT = 2048;

    /* Texts that fewer of the objects have tell nothing about the others. */
    private static final int LEAST_PERCENT = 30;

    private static final int SHORTEST_PREFIX = 3;
    private static final int LONGEST_PREFIX = 64;
    private static final int MOST_SHOWN = 160;
    private static final int MOST_POINTERS = 64;

    private final Memory memory;
    private final int word;
    private final Redaction redaction;
    private final ByteBuffer buffer = ByteBuffer.allocate(LOOKED_AT).order(ByteOrder.LITTLE_ENDIAN);

    /**
     * Looks into memory.
     *
     * @param redaction of all that is returned
     */
    public Contents(Memory memory, WordSize wordSize, Redaction redaction) {
        this.memory = memory;
        word = wordSize.bytes();
        this.redaction = redaction;
    }

    /**
     * Tells what objects hold.
     *
     * @param objects begins a pass over them; the same ones each time
     * @param count how many there are
     * @return what they have in common, the most frequent first; empty when it is nothing
     */
    public List<Template> of(Supplier<ObjectCursor> objects, long count) {
        List<long[]> sample = sample(objects.get(), count);
        List<Sighting> texts = texts(sample, -1);
        int pointer = -1;
        for (int at = 0; isTooFew(texts, sample) && at < MOST_POINTERS; at++) {
            pointer = at * word;
            texts = texts(sample, pointer);
        }
        if (isTooFew(texts, sample)) {
            return bytes(sample, count);
        }
        List<Counter> counters = counters(texts, pointer);
        count(objects.get(), counters, pointer);
        return counters.stream()
                .filter(counter -> counter.count > 0)
                .sorted((one, other) -> Long.compare(other.count, one.count))
                .map(Counter::template)
                .toList();
    }

    private static boolean isTooFew(List<Sighting> texts, List<long[]> sample) {
        return texts.isEmpty() || texts.size() * 100 < sample.size() * LEAST_PERCENT;
    }

    private static List<long[]> sample(ObjectCursor objects, long count) {
        List<long[]> sample = new ArrayList<>();
        long stride = Math.max(1, count / SAMPLE);
        for (long i = 0; sample.size() < SAMPLE && objects.next(); i++) {
            if (i % stride == 0) {
                sample.add(new long[] {objects.address(), objects.size()});
            }
        }
        return sample;
    }

    private record Sighting(int offset, String text) {}

    /** Finds the text of each object, or of what it points to. */
    private List<Sighting> texts(List<long[]> sample, int pointer) {
        List<Sighting> texts = new ArrayList<>();
        for (long[] object : sample) {
            long address = pointer < 0 ? object[0] : target(object, pointer);
            long size = pointer < 0 ? object[1] : TextRun.LONGEST;
            TextRun run = address == 0 ? null : run(address, size);
            // What is pointed to is a text only if it begins as one.
            if (run != null && (pointer < 0 || run.offset() == 0)) {
                texts.add(new Sighting(run.offset(), run.text()));
            }
        }
        return texts;
    }

    private long target(long[] object, int pointer) {
        return pointer + word > object[1] ? 0 : word(object[0] + pointer);
    }

    private long word(long address) {
        buffer.clear().limit(word);
        if (memory.read(address, buffer) != word) {
            return 0;
        }
        return word == Long.BYTES ? buffer.getLong(0) : Integer.toUnsignedLong(buffer.getInt(0));
    }

    private @Nullable TextRun run(long address, long size) {
        buffer.clear().limit((int) Math.min(size, LOOKED_AT));
        int read = memory.read(address, buffer);
        return TextRun.of(buffer.array(), read);
    }

    private List<Counter> counters(List<Sighting> texts, int pointer) {
        List<Counter> counters = new ArrayList<>();
        for (List<String> alike : Cluster.of(texts.stream().map(Sighting::text).toList())) {
            List<String> heads = alike.stream().map(Cluster::head).toList();
            String common = Tokens.common(heads.stream().map(Tokens::of).toList());
            int varies = common.indexOf(Tokens.VARIES);
            String prefix = varies < 0 ? common : common.substring(0, varies);
            if (prefix.length() >= SHORTEST_PREFIX) {
                int[] offsets =
                        texts.stream()
                                .filter(text -> text.text().startsWith(prefix))
                                .mapToInt(Sighting::offset)
                                .distinct()
                                .toArray();
                counters.add(new Counter(common, prefix, heads.get(0), offsets, pointer));
            }
        }
        return counters;
    }

    private void count(ObjectCursor objects, List<Counter> counters, int pointer) {
        while (objects.next()) {
            long address = objects.address();
            if (pointer >= 0) {
                address = pointer + word > objects.size() ? 0 : word(objects.address() + pointer);
            }
            for (Counter counter : counters) {
                if (address != 0 && counter.isAt(address)) {
                    counter.count++;
                    counter.bytes += objects.size();
                    break;
                }
            }
        }
    }

    /** Describes objects without a text by the bytes that are the same in all of the sample. */
    private List<Template> bytes(List<long[]> sample, long count) {
        return FixedBytes.of(memory, sample)
                .map(
                        text ->
                                List.of(
                                        new Template(
                                                text,
                                                count,
                                                sample.get(0)[1],
                                                text,
                                                OptionalLong.empty())))
                .orElse(List.of());
    }

    /** Counts the objects that begin a template. */
    private final class Counter {

        private final String common;
        private final byte[] prefix;
        private final String sample;
        private final int[] offsets;
        private final int pointer;
        private long count;
        private long bytes;

        Counter(String common, String prefix, String sample, int[] offsets, int pointer) {
            this.common = common;
            byte[] all = prefix.getBytes(StandardCharsets.US_ASCII);
            this.prefix = all.length <= LONGEST_PREFIX ? all : Arrays.copyOf(all, LONGEST_PREFIX);
            this.sample = sample;
            this.offsets = offsets;
            this.pointer = pointer;
        }

        boolean isAt(long address) {
            for (int offset : offsets) {
                if (memory.has(address + offset, prefix)) {
                    return true;
                }
            }
            return false;
        }

        Template template() {
            return new Template(
                    shown(common),
                    count,
                    (double) bytes / count,
                    shown(sample),
                    pointer < 0 ? OptionalLong.empty() : OptionalLong.of(pointer));
        }

        private String shown(String text) {
            // An ellipsis of ours is one; texts themselves are ASCII.
            return Arrays.stream(redaction.of(text).split(Tokens.VARIES, -1))
                    .map(part -> PrintableText.of(part, MOST_SHOWN))
                    .collect(Collectors.joining(Tokens.VARIES));
        }
    }
}
