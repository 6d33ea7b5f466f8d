package dev.leakgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

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
}
