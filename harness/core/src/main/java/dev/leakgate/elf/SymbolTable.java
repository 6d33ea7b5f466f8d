package dev.leakgate.elf;

import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Looks up the functions and variables of one ELF file by address, and addresses by name. C++ names
 * are left mangled.
 *
 * <p>Costs 24 bytes and the name for each symbol.
 */
public final class SymbolTable {

    /**
     * Names what an address lies in.
     *
     * @param name mangled
     * @param offset of the address from the symbol's start, in bytes
     * @param size of the symbol in bytes; 0 when the file does not say
     */
    public record Symbol(String name, long offset, long size) {

        /** Prints {@code name+0x1c}. */
        @Override
        public String toString() {
            return offset == 0 ? name : name + "+0x" + Long.toHexString(offset);
        }
    }

    private static final int MOST_BYTES = 1 << 28;
    private static final int MOST_SYMBOLS = 1 << 23;
    private static final int LONGEST_NAME = 1 << 12;

    /* One long sorts a symbol: its address, then its index. */
    private static final int INDEX_BITS = 23;
    private static final long HIGHEST_ADDRESS = 1L << (63 - INDEX_BITS);

    /* elf.h: ELF64_ST_TYPE */
    private static final int STT_NOTYPE = 0;
    private static final int STT_OBJECT = 1;
    private static final int STT_FUNC = 2;
    private static final int STT_GNU_IFUNC = 10;
    private static final int TYPE_MASK = 0xf;

    private final byte[] names;
    private final long[] addresses;
    private final long[] sizes;
    private final int[] nameOffsets;

    private SymbolTable(byte[] names, long[] addresses, long[] sizes, int[] nameOffsets) {
        this.names = names;
        this.addresses = addresses;
        this.sizes = sizes;
        this.nameOffsets = nameOffsets;
    }

    /** Reads .symtab, or .dynsym of a file without; empty when it has neither. */
    public static Optional<SymbolTable> of(ElfFile file) {
        List<Section> sections = file.sections();
        for (int type : new int[] {ElfConstants.SHT_SYMTAB, ElfConstants.SHT_DYNSYM}) {
            for (Section section : sections) {
                boolean named = section.link() > 0 && section.link() < sections.size();
                if (section.type() == type && named) {
                    SymbolTable table = read(file, section, sections.get(section.link()));
                    if (table.addresses.length > 0) {
                        return Optional.of(table);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static SymbolTable read(ElfFile file, Section section, Section strings) {
        WordSize wordSize = file.wordSize();
        byte[] names = file.content(strings, MOST_BYTES);
        ByteBuffer table = file.piece(section.offset(), section.size(), MOST_BYTES);
        int size = ElfConstants.symbolSize(wordSize);
        int count = Math.min(table.remaining() / size, MOST_SYMBOLS);
        boolean wide = wordSize == WordSize.BITS_64;
        /* Elf64_Sym: name, info, other, shndx, value, size; Elf32_Sym: name, value, size, info … */
        int info = wide ? 4 : 12;
        int sectionIndex = wide ? 6 : 14;
        int value = wide ? 8 : 4;
        int length = wide ? 16 : 8;
        long[] order = new long[count];
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int at = i * size;
            long address = Bytes.word(table, at + value, wordSize);
            int name = table.getInt(at);
            int type = table.get(at + info) & TYPE_MASK;
            if (table.getShort(at + sectionIndex) != 0
                    && isAddress(type)
                    && address > 0
                    && address < HIGHEST_ADDRESS
                    && name > 0
                    && name < names.length) {
                order[kept++] = address << INDEX_BITS | i;
            }
        }
        Arrays.sort(order, 0, kept);
        long[] addresses = new long[kept];
        long[] sizes = new long[kept];
        int[] nameOffsets = new int[kept];
        for (int i = 0; i < kept; i++) {
            int at = (int) (order[i] & ((1 << INDEX_BITS) - 1)) * size;
            addresses[i] = order[i] >>> INDEX_BITS;
            sizes[i] = Bytes.word(table, at + length, wordSize);
            nameOffsets[i] = table.getInt(at);
        }
        return new SymbolTable(names, addresses, sizes, nameOffsets);
    }

    private static boolean isAddress(int type) {
        return type == STT_NOTYPE
                || type == STT_OBJECT
                || type == STT_FUNC
                || type == STT_GNU_IFUNC;
    }

    /** Gives the number of symbols that have an address. */
    public int size() {
        return addresses.length;
    }

    /**
     * Finds what an address lies in: the symbol that ends behind it, or one of unknown size before
     * it.
     *
     * @param address as the file counts: less what the program was moved by when it was loaded
     */
    public Optional<Symbol> at(long address) {
        int index = Arrays.binarySearch(addresses, address);
        int last = index >= 0 ? index : -index - 2;
        while (last + 1 < addresses.length && addresses[last + 1] == address) {
            last++;
        }
        int unsized = -1;
        long start = last >= 0 ? addresses[last] : 0;
        // Several symbols may share an address; one with a size is the better.
        for (int i = last; i >= 0 && addresses[i] == start; i--) {
            if (Long.compareUnsigned(address - start, sizes[i]) < 0) {
                return Optional.of(symbol(i, address));
            }
            unsized = sizes[i] == 0 ? i : unsized;
        }
        return unsized < 0 ? Optional.empty() : Optional.of(symbol(unsized, address));
    }

    private Symbol symbol(int index, long address) {
        String name = Bytes.text(names, nameOffsets[index], LONGEST_NAME);
        return new Symbol(name, address - addresses[index], sizes[index]);
    }

    /** Finds a symbol's address by its mangled name: one comparison for each symbol. */
    public Optional<Long> address(String name) {
        byte[] wanted = (name + "\0").getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < addresses.length; i++) {
            int from = nameOffsets[i];
            int to = from + wanted.length;
            if (to <= names.length && Arrays.equals(names, from, to, wanted, 0, wanted.length)) {
                return Optional.of(addresses[i]);
            }
        }
        return Optional.empty();
    }
}
