package dev.leakgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProcTextTest {

    @Test
    void findsTheFirstLineFeedAtEachPlaceAmongBytesThatLookLikeIt() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] alphabet = {'\n', '\n' + 1, '\n' - 1, '\n' | (byte) 0x80, 0, (byte) 0xff};
        for (int round = 0; round < 50_000; round++) {
            byte[] text = new byte[random.nextInt(40)];
            int rarity = 1 + random.nextInt(30);
            for (int at = 0; at < text.length; at++) {
                text[at] = alphabet[(random.nextInt(rarity) == 0 ? 0 : 1) + random.nextInt(5)];
            }
            int from = random.nextInt(text.length + 1);
            int to = from + random.nextInt(text.length - from + 1);
            int expected = -1;
            for (int at = to - 1; at >= from; at--) {
                expected = text[at] == '\n' ? at : expected;
            }
            assertThat(ProcText.lineFeed(text, from, to)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void skipsAnyNumberOfSpacesAndNoneBeyondTheEnd() {
        for (int spaces = 0; spaces < 30; spaces++) {
            byte[] text = bytes(" ".repeat(spaces) + "7" + " ".repeat(20));
            assertThat(ProcText.skipSpaces(text, 0, text.length)).isEqualTo(spaces);
            assertThat(ProcText.skipSpaces(text, 0, spaces / 2)).isEqualTo(spaces / 2);
        }
    }

    @Test
    void readsNumbersUpToTheirLargest() {
        byte[] digits = bytes("999999999999999999");
        assertThat(ProcText.decimal(digits, 0, 18)).isEqualTo(999_999_999_999_999_999L);
        assertThat(ProcText.decimal(bytes("9".repeat(19)), 0, 19)).isEqualTo(-1);
        assertThat(ProcText.decimal(digits, 3, 3)).isEqualTo(-1);
        assertThat(ProcText.hexadecimal(bytes("ffffffffff600000"), 0, 16))
                .isEqualTo(0xffffffffff600000L);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
