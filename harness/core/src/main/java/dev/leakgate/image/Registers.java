package dev.leakgate.image;

import dev.leakgate.units.WordSize;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds a thread's general registers in the order of {@code struct user_regs_struct}. */
public final class Registers {

    /* sys/user.h, x86-64 */
    private static final List<String> NAMES_64 =
            List.of(
                    "r15",
                    "r14",
                    "r13",
                    "r12",
                    "rbp",
                    "rbx",
                    "r11",
                    "r10",
                    "r9",
                    "r8",
                    "rax",
                    "rcx",
                    "rdx",
                    "rsi",
                    "rdi",
                    "orig_rax",
                    "rip",
                    "cs",
                    "eflags",
                    "rsp",
                    "ss",
                    "fs_base",
                    "gs_base",
                    "ds",
                    "es",
                    "fs",
                    "gs");

    /* sys/user.h, i386 */
    private static final List<String> NAMES_32 =
            List.of(
                    "ebx",
                    "ecx",
                    "edx",
                    "esi",
                    "edi",
                    "ebp",
                    "eax",
                    "ds",
                    "es",
                    "fs",
                    "gs",
                    "orig_eax",
                    "eip",
                    "cs",
                    "eflags",
                    "esp",
                    "ss");

    private static final long LOW_32 = 0xffffffffL;

    private final WordSize wordSize;
    private final long[] values;

    private Registers(WordSize wordSize, long[] values) {
        this.wordSize = wordSize;
        this.values = values;
    }

    /**
     * Takes registers in the order of the program's own {@code user_regs_struct}.
     *
     * @param values 27 of a 64-bit program, 17 of a 32-bit one
     * @throws IllegalArgumentException when there are more or fewer
     */
    public static Registers of(WordSize wordSize, long[] values) {
        long[] own = values.clone();
        if (own.length != names(wordSize).size()) {
            throw new IllegalArgumentException(own.length + " registers, " + wordSize);
        }
        if (wordSize == WordSize.BITS_32) {
            for (int i = 0; i < own.length; i++) {
                own[i] &= LOW_32;
            }
        }
        return new Registers(wordSize, own);
    }

    /**
     * Takes a 32-bit program's registers in the order that PTRACE_GETREGS gives to a 64-bit tracer.
     *
     * @param values 27 of them, in the 64-bit order
     */
    public static Registers of32From64(long[] values) {
        Registers wide = of(WordSize.BITS_64, values);
        long[] narrow = new long[NAMES_32.size()];
        for (int i = 0; i < narrow.length; i++) {
            String name = NAMES_32.get(i);
            narrow[i] = wide.value(NAMES_64.contains(name) ? name : name.replace('e', 'r'));
        }
        return of(WordSize.BITS_32, narrow);
    }

    /** Gives the number of registers: 27 or 17. */
    public static int count(WordSize wordSize) {
        return names(wordSize).size();
    }

    /** Lists the registers' names in the order of their values. */
    public static List<String> names(WordSize wordSize) {
        return wordSize == WordSize.BITS_64 ? NAMES_64 : NAMES_32;
    }

    /** Gives the width of the program's addresses. */
    public WordSize wordSize() {
        return wordSize;
    }

    /** Gives all values, 32-bit ones without sign, in the order of {@link #names}. */
    public long[] values() {
        return values.clone();
    }

    /** Gives all values by name, in their order. */
    public Map<String, Long> byName() {
        Map<String, Long> byName = new LinkedHashMap<>();
        List<String> names = names(wordSize);
        for (int i = 0; i < values.length; i++) {
            byName.put(names.get(i), values[i]);
        }
        return Collections.unmodifiableMap(byName);
    }

    /**
     * Gives one register's value.
     *
     * @param name as in {@link #names}
     * @throws IllegalArgumentException when there is no such register
     */
    public long value(String name) {
        int index = names(wordSize).indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException("no register " + name + " in " + wordSize);
        }
        return values[index];
    }

    /** Gives the stack pointer. */
    public long sp() {
        return value(wordSize == WordSize.BITS_64 ? "rsp" : "esp");
    }

    /**
     * Gives the frame pointer: the frame of the call that the thread is in, in code that keeps one;
     * any value in code that was compiled without.
     */
    public long fp() {
        return value(wordSize == WordSize.BITS_64 ? "rbp" : "ebp");
    }

    /** Gives the instruction pointer. */
    public long ip() {
        return value(wordSize == WordSize.BITS_64 ? "rip" : "eip");
    }

    /** Gives the number of the system call that the thread is in; −1 when it is in none. */
    public int systemCall() {
        return (int) value(wordSize == WordSize.BITS_64 ? "orig_rax" : "orig_eax");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Registers registers
                && wordSize == registers.wordSize
                && Arrays.equals(values, registers.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** Prints where the thread stands: {@code ip 0x…, sp 0x…}. */
    @Override
    public String toString() {
        return String.format("ip 0x%x, sp 0x%x", ip(), sp());
    }
}
