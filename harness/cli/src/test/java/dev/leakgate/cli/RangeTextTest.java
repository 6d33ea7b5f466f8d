package dev.leakgate.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.image.AddressRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeTextTest {

    @ParameterizedTest
    @CsvSource({
        "7f0000001000+4096, 7f0000001000, 7f0000002000",
        "0x7f0000001000+0x1000, 7f0000001000, 7f0000002000",
        "7f0000001000+4KiB, 7f0000001000, 7f0000002000",
        "ffffffffff600000+4 KiB, ffffffffff600000, ffffffffff601000"
    })
    void readsAStartAndASize(String text, String start, String end) {
        assertThat(RangeText.parse(text)).isEqualTo(RangeText.parse(start, end));
    }

    @Test
    void readsAddressesAsMapsAndGdbPrintThem() {
        AddressRange range = RangeText.parse("0x7f0000001000", "7F0000001010");
        assertThat(range.start()).isEqualTo(0x7f0000001000L);
        assertThat(range.size()).isEqualTo(16);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7f00",
                "+4096",
                "7f00+",
                "7f00+x",
                "7f00+4KB2",
                "zz+4096",
                "-7f00+4096",
                "7f00+0",
                "ffffffffffffffff+4096",
                "7f00+0xffffffffffffffff"
            })
    void refusesWhatIsNoRange(String text) {
        assertThatThrownBy(() -> RangeText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("NumberFormat");
    }

    @Test
    void saysThatTheEndComesFirst() {
        assertThatThrownBy(() -> RangeText.parse("2000", "1000"))
                .hasMessage("the range ends at 0x1000, not behind its start 0x2000");
    }
}
