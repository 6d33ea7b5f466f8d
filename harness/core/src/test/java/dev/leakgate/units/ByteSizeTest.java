package dev.leakgate.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 B | 0",
                "64 MiB | 67108864",
                "64MiB | 67108864",
                "1.5 KiB | 1536",
                "2 GiB | 2147483648",
                "1 TiB | 1099511627776",
                "3 kB | 3000",
                "1 MB | 1000000",
                "1.25 GB | 1250000000",
                "1,024 B | 1024",
            })
    void readsANumberWithAUnit(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(new ByteSize(bytes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "64 MiBs | the unit \"MiBs\" is unknown",
                "64 mib | the unit \"mib\" is unknown",
                "64 | the unit is missing",
                "MiB | it is no number with a unit",
                "-1 B | it is no number with a unit",
                "1e3 B | it is no number with a unit",
                "1,5 MiB | it is no number with a unit",
                "9999999999 GiB | it is too large",
            })
    void saysWhatIsWrongAndWhatToWrite(String text, String cause) {
        assertThatThrownBy(() -> ByteSize.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "\"%s\" is no size: %s; write a number and one of B, KiB, MiB, GiB, kB,"
                                + " MB, GB, as in \"64 MiB\"",
                        text, cause);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   "})
    void refusesNothing(String text) {
        assertThatThrownBy(() -> ByteSize.parse(text)).hasMessageContaining("is no size");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 B",
                "9999 | 9,999 B",
                "-4096 | -4,096 B",
                "10240 | 10 KiB",
                "782336 | 764 KiB",
                "6815744 | 6.5 MiB",
                "-6815744 | -6.5 MiB",
                "68719476736 | 64 GiB",
                "9223372036854775807 | 8,388,608 TiB",
            })
    void printsTheLargestUnitThatFits(long bytes, String text) {
        assertThat(new ByteSize(bytes)).hasToString(text);
    }

    @Test
    void readsBackWhatItPrintsOfWholeUnits() {
        for (long bytes : new long[] {0, 1, 9_999, 10 << 10, 64 << 20, 3L << 30, 5L << 40}) {
            assertThat(ByteSize.parse(new ByteSize(bytes).toString()).bytes()).isEqualTo(bytes);
        }
    }
}
