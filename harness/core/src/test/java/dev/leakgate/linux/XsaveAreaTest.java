package dev.leakgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The lengths are those of a machine with tile registers, one of AMD, and an old one. */
class XsaveAreaTest {

    private static final long TILE_DATA = 1 << 18;
    private static final long ALL_OLD = 0xe7;
    private static final long WITH_TILES = 0x600e7;

    @Test
    void leavesTilesOutOfTheFrameOfAThreadWithoutThem() {
        assertThat(XsaveArea.inFrame(11_008, 7)).isEqualTo(2816);
        assertThat(XsaveArea.inFrame(11_008, 7 | TILE_DATA)).isEqualTo(11_008);
        assertThat(XsaveArea.inFrame(2696, 7)).isEqualTo(2696);
        assertThat(XsaveArea.inFrame(832, 7)).isEqualTo(832);
        assertThat(XsaveArea.inFrame(512, 3)).as("no area").isZero();
        assertThat(XsaveArea.inFrame(0, 0)).isZero();
    }

    @Test
    void keepsInACoreWhatGdbKnows() {
        assertThat(XsaveArea.inCore(11_008, 7, WITH_TILES)).isEqualTo(2688);
        assertThat(XsaveArea.inCore(11_008, 7, WITH_TILES | 0x200)).isEqualTo(2696);
        assertThat(XsaveArea.inCore(11_008, TILE_DATA, WITH_TILES)).isEqualTo(11_008);
        assertThat(XsaveArea.inCore(2440, 7, ALL_OLD | 0x200)).isEqualTo(2440);
        assertThat(XsaveArea.inCore(832, 7, 7)).isEqualTo(832);
        assertThat(XsaveArea.inCore(0, 0, 0)).isZero();
    }

    @Test
    void laysOutAsIntelWhatAmdKeepsElsewhere() {
        byte[] plain = XsaveArea.asIntel(numbered(2432), ALL_OLD);
        assertThat(plain).hasSize(2688);
        assertSame(plain, 0, 0, 832);
        assertThat(Arrays.copyOfRange(plain, 832, 1088)).containsOnly(0);
        assertSame(plain, 1088, 832, 64);
        assertSame(plain, 1152, 896, 512);
        assertSame(plain, 1664, 1408, 1024);

        byte[] keys = XsaveArea.asIntel(numbered(2440), ALL_OLD | 0x200);
        assertThat(keys).hasSize(2696);
        assertSame(keys, 1088, 832, 1600);
        assertSame(keys, 2688, 2432, 8);

        byte[] narrow = XsaveArea.asIntel(numbered(840), 7 | 0x200);
        assertThat(narrow).hasSize(2696);
        assertSame(narrow, 0, 0, 832);
        assertThat(Arrays.copyOfRange(narrow, 832, 2688)).containsOnly(0);
        assertSame(narrow, 2688, 832, 8);
    }

    @Test
    void leavesOtherLayoutsAsTheyAre() {
        assertStays(2688, ALL_OLD);
        assertStays(2696, ALL_OLD | 0x200);
        assertStays(832, 7);
        assertStays(2500, ALL_OLD);
        assertStays(512, 3);
        assertStays(0, 0);
    }

    private static void assertStays(int length, long enabled) {
        byte[] area = numbered(length);
        assertThat(XsaveArea.asIntel(area, enabled)).isSameAs(area);
    }

    private static void assertSame(byte[] intel, int at, int from, int length) {
        assertThat(Arrays.copyOfRange(intel, at, at + length))
                .isEqualTo(Arrays.copyOfRange(numbered(from + length), from, from + length));
    }

    /** Gives bytes that tell where they stood, none of them 0. */
    private static byte[] numbered(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (1 + i % 251);
        }
        return bytes;
    }
}
