package dev.leakgate.type;

import dev.leakgate.image.Image;
import dev.leakgate.image.ImageMapping;
import dev.leakgate.image.ImageSymbols;
import dev.leakgate.mangling.Demangler;
import dev.leakgate.units.PrintableText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Looks at the words of single objects for what tells their type when the first word does not:
 * pointers to functions, tables and strings of the program, vtables at another offset, std::string.
 *
 * <p>Takes some microseconds for a word, so it is for a few objects of a group. Not thread-safe.
 */
public final class ObjectClues {

    private static final int MOST_WORDS = 128;
    private static final int MOST_SAMPLES = 16;
    private static final int LONGEST_TEXT = 64;
    private static final long LONGEST_STRING = 1 << 20;
    private static final int LOCAL_STRING = 16; /* bits/basic_string.h: _S_local_capacity + 1 */

    private final Image image;
    private final ImageSymbols symbols;
    private final Vtables vtables;
    private final ModuleRanges modules;
    private final Words words;

    /** Looks at objects of an image, which must stay open. */
    public ObjectClues(Image image, ImageSymbols symbols, Vtables vtables) {
        this.image = image;
        this.symbols = symbols;
        this.vtables = vtables;
        modules = new ModuleRanges(image);
        words = new Words(image, image.wordSize(), MOST_WORDS);
    }

    /** Lists what an object's first kilobyte says, in the order of offsets. */
    public List<Clue> of(long address, long size) {
        int count = words.load(address, (int) Math.min(size / words.size(), MOST_WORDS));
        List<Clue> clues = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long offset = (long) i * words.size();
            long word = words.get(i);
            Optional<Clue> clue =
                    modules.contains(word)
                            ? module(offset, word)
                            : string(address, i, count).map(text -> string(offset, text));
            clue.ifPresent(clues::add);
        }
        return clues;
    }

    /**
     * Lists what all objects of a group have in common, as far as a sample shows. Strings whose
     * text differs are left out.
     *
     * @param addresses of objects of the same size; the first 16 are looked at
     */
    public List<Clue> common(long[] addresses, long size) {
        List<Clue> common = new ArrayList<>();
        for (int i = 0; i < Math.min(addresses.length, MOST_SAMPLES); i++) {
            List<Clue> clues = of(addresses[i], size);
            if (i == 0) {
                common.addAll(clues);
            } else {
                common.retainAll(clues);
            }
        }
        return common;
    }

    private Optional<Clue> module(long offset, long word) {
        int id = vtables.id(word);
        if (id != Vtables.NONE) {
            return Optional.of(new Clue(offset, Clue.Kind.VTABLE, vtables.type(id).name()));
        }
        Optional<String> name =
                symbols.at(word)
                        .map(
                                named ->
                                        Demangler.symbol(named.symbol().name())
                                                + (named.symbol().offset() == 0
                                                        ? ""
                                                        : "+0x"
                                                                + Long.toHexString(
                                                                        named.symbol().offset())));
        if (modules.isCode(word)) {
            // Without a name it is hardly more than any number.
            return name.map(text -> new Clue(offset, Clue.Kind.FUNCTION, text));
        }
        String text = isConstant(word) ? Words.text(image, word, LONGEST_TEXT * 4) : "";
        if (text.length() > 1 && name.isEmpty()) {
            String shown = PrintableText.of(text, LONGEST_TEXT);
            return Optional.of(new Clue(offset, Clue.Kind.LITERAL, shown));
        }
        return name.map(found -> new Clue(offset, Clue.Kind.VARIABLE, found));
    }

    private boolean isConstant(long address) {
        ImageMapping mapping = ImageMapping.at(image.mappings(), address);
        return mapping != null && !mapping.writable();
    }

    private static Clue string(long offset, byte[] text) {
        return new Clue(offset, Clue.Kind.STD_STRING, PrintableText.of(text, LONGEST_TEXT));
    }

    /**
     * Reads a std::string of libstdc++: a pointer to the text, its length, and either the text
     * itself or the capacity. Its bytes and length must agree, and the NUL must be there.
     */
    private Optional<byte[]> string(long address, int index, int count) {
        int size = words.size();
        int locals = LOCAL_STRING / size;
        if (index + 2 + locals > count) {
            return Optional.empty();
        }
        long data = words.get(index);
        long length = words.get(index + 1);
        long local = address + (long) (index + 2) * size;
        boolean isLocal = data == local;
        boolean fits =
                isLocal
                        ? length > 0 && length < LOCAL_STRING
                        : length >= LOCAL_STRING
                                && length <= LONGEST_STRING
                                && words.get(index + 2) >= length
                                && words.get(index + 2) <= 2 * LONGEST_STRING;
        if (!fits || data == 0) {
            return Optional.empty();
        }
        int shown = (int) Math.min(length, LONGEST_TEXT);
        String text = new String(read(data, shown), StandardCharsets.ISO_8859_1);
        boolean whole = text.length() == shown && endsAt(data + length);
        boolean printable =
                text.chars()
                        .allMatch(
                                sign ->
                                        sign >= ' '
                                                || sign == '\n'
                                                || sign == '\r'
                                                || sign == '\t');
        return whole && printable
                ? Optional.of(text.getBytes(StandardCharsets.ISO_8859_1))
                : Optional.empty();
    }

    private boolean endsAt(long address) {
        byte[] end = read(address, 1);
        return end.length == 1 && end[0] == 0;
    }

    private byte[] read(long address, int size) {
        byte[] bytes = new byte[size];
        int there = image.read(address, ByteBuffer.wrap(bytes));
        return there == size ? bytes : Arrays.copyOf(bytes, there);
    }
}
