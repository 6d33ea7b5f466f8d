package dev.leakgate.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Holds what the writer of a wrong spec is told, word by word. */
@Timeout(60)
class BadSpecTest {

    @TestFactory
    Stream<DynamicTest> namesThePlaceAndTheRightForm() {
        return Stream.of(BadSpecs.wrong(), BadSpecs.beyondTheSchema())
                .map(Map::entrySet)
                .flatMap(entries -> entries.stream())
                .map(
                        bad ->
                                DynamicTest.dynamicTest(
                                        bad.getValue(),
                                        () ->
                                                assertThatThrownBy(() -> Specs.read(bad.getKey()))
                                                        .isInstanceOf(SpecException.class)
                                                        .hasMessage(
                                                                "a.leakcheck.yaml:"
                                                                        + bad.getValue())));
    }

    @Test
    void refusesALargeFileWithoutReadingIt() {
        assertRefused("#".repeat(10 << 20), "the file is larger than 1 MiB; split it into several");
    }

    @Test
    void refusesWhatIsNoText() {
        assertThatThrownBy(() -> Specs.read(new byte[] {'a', (byte) 0xff}))
                .hasMessage("a.leakcheck.yaml: the file is no UTF-8 text; save it as UTF-8");
    }

    @Test
    void refusesDeepNestingBeforeItFillsTheStack() {
        assertRefused(
                "checks: " + "[".repeat(500_000), "1:28: collections are nested more than 20 deep");
    }

    @Test
    void refusesABombOfAliases() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i <= 30; i++) {
            bomb.append(String.format("a%d: &a%d [%s]%n", i, i, ("*a" + (i - 1) + ",").repeat(9)));
        }
        assertThatThrownBy(() -> Specs.read(bomb.toString()))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("exceeds the specified max=50");
    }

    @Test
    void saysThatAFileIsAbsent(@TempDir Path directory) {
        Path absent = directory.resolve("absent.leakcheck.yaml");
        assertThatThrownBy(() -> SpecFile.read(absent, "absent.leakcheck.yaml"))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("absent.leakcheck.yaml: cannot be read")
                .hasMessageContaining("NoSuchFileException");
    }

    @Test
    void survivesEachTruncationOfAGoodFile() throws Exception {
        String whole = Files.readString(Specs.EVERY_KEY);
        int refused = 0;
        for (int end = 0; end < whole.length(); end++) {
            try {
                Specs.read(whole.substring(0, end).getBytes(StandardCharsets.UTF_8));
            } catch (SpecException expected) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(whole.length() / 2);
    }

    private static void assertRefused(String yaml, String message) {
        assertThatThrownBy(() -> Specs.read(yaml))
                .isInstanceOf(SpecException.class)
                .hasMessageEndingWith(message);
    }
}
