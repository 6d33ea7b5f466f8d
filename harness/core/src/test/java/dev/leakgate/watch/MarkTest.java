package dev.leakgate.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.report.WatchInfo.WatchedTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkTest {

    @Test
    void readsWhatItWroteAndLeavesOutWhatIsNoMark(@TempDir Path folder) throws IOException {
        Mark begin = new Mark(10, true, "AnIT#a", true);
        Mark end = new Mark(20, false, "AnIT#a", false);
        Path file = folder.resolve(Mark.FILE_NAME);
        Files.writeString(
                file, begin.line() + "12\tbegin\n\nx\tbegin\tb\n13\tended\tb\n" + end.line());

        assertThat(Mark.read(file)).containsExactly(begin, end);
        assertThat(Mark.read(folder.resolve("none"))).isEmpty();
    }

    @Test
    void keepsATestOnOneLineWhateverItsName() {
        assertThat(new Mark(1, false, "a\tb\nc", true).line()).isEqualTo("1\tpassed\ta b c\n");
    }

    @Test
    void givesEachTestThePeakOfTheLooksWhileItRan() {
        List<Looks.Look> looks = List.of(look(5, 900), look(15, 100), look(25, 700), look(35, 50));
        List<Mark> marks =
                List.of(
                        new Mark(10, true, "one", true),
                        new Mark(20, false, "one", true),
                        new Mark(22, true, "two", true),
                        new Mark(30, false, "two", false),
                        new Mark(32, true, "one", true),
                        new Mark(33, false, "one", true));

        assertThat(WatchedTests.of(marks, looks))
                .containsExactly(
                        new WatchedTest("two", 1, 1, 700), new WatchedTest("one", 2, 0, 100));
    }

    private static Looks.Look look(long at, long footprint) {
        return new Looks.Look(at, footprint, 0, 0, 0);
    }
}
