package dev.leakgate.linux;

/**
 * Knows how long a thread's XSAVE area is. The kernel hands out the machine's longest, also to
 * threads that have not got all of it.
 */
final class XsaveArea {

    /** FXSAVE's part, which any area begins with. */
    static final int LEGACY = 512;

    /** With the header that says which components are in use. */
    private static final int LEAST = LEGACY + 64;

    /* asm/fpu/types.h: struct xtile_data */
    private static final int TILE_BYTES = 8192;
    private static final long TILES = 3L << 17; /* XFEATURE_MASK_XTILE */

    /* asm/fpu/types.h, and the ends of these components where an area is laid out as Intel does. */
    private static final long PKRU = 1 << 9;
    private static final int PKRU_END = 2696;
    private static final long AVX_512 = 7 << 5;
    private static final int AVX_512_END = 2688;
    private static final long AVX = 1 << 2;
    private static final int AVX_END = 832;

    private XsaveArea() {}

    /**
     * Gives the length that the kernel takes from a signal frame of the thread. The tile registers,
     * which come last, must be asked for by a program: who did not has not got them, and of a frame
     * that has them all the same, only the oldest registers are restored.
     *
     * @param length as the kernel handed it out
     * @param inUse XSTATE_BV of the header
     * @return 0 when there is no such area
     */
    static int inFrame(int length, long inUse) {
        if (length < LEAST) {
            return 0;
        }
        return (inUse & TILES) != 0 || length <= TILE_BYTES ? length : length - TILE_BYTES;
    }

    /**
     * Gives the length that gdb takes without a complaint: up to the last component that it knows
     * of.
     *
     * @param enabled XCR0, which the area shows
     */
    static int inCore(int length, long inUse, long enabled) {
        if ((inUse & TILES) != 0 || length < LEAST) {
            return length;
        }
        int known = LEAST;
        if ((enabled & PKRU) != 0) {
            known = PKRU_END;
        } else if ((enabled & AVX_512) != 0) {
            known = AVX_512_END;
        } else if ((enabled & AVX) != 0) {
            known = AVX_END;
        }
        return Math.min(length, known);
    }

    /* Where AMD's processors keep the components, as CPUID's leaf 0xd says, and Intel's do. */
    private static final int AMD_AVX_512 = AVX_END;
    private static final int AMD_AVX_512_END = 2432;
    private static final int INTEL_AVX_512 = 1088;
    private static final int PKRU_BYTES = 8;

    /**
     * Lays an area out as Intel's processors do when it is as AMD's do: gdb before 14 knows no
     * other, and shows no vector registers of one that it finds too short.
     *
     * @param area as {@link #inCore} cut it
     * @param enabled XCR0, which the area shows
     * @return the same when it is not as AMD's
     */
    static byte[] asIntel(byte[] area, long enabled) {
        boolean wide = (enabled & AVX_512) == AVX_512;
        boolean keys = (enabled & PKRU) != 0;
        int end = wide ? AMD_AVX_512_END : AVX_END;
        boolean known = (enabled & AVX) != 0 && (enabled & TILES) == 0 && (wide || keys);
        if (!known || area.length != end + (keys ? PKRU_BYTES : 0)) {
            return area;
        }
        byte[] intel = new byte[keys ? PKRU_END : AVX_512_END];
        System.arraycopy(area, 0, intel, 0, AVX_END);
        if (wide) {
            System.arraycopy(area, AMD_AVX_512, intel, INTEL_AVX_512, end - AMD_AVX_512);
        }
        if (keys) {
            System.arraycopy(area, end, intel, PKRU_END - PKRU_BYTES, PKRU_BYTES);
        }
        return intel;
    }
}
