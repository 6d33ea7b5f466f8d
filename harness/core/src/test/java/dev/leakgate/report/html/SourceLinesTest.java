package dev.leakgate.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.report.FindingInfo.FrameInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceLinesTest {

    @TempDir Path folder;

    @Test
    void showsThreeLinesAroundTheCall() throws IOException {
        Path source =
                Files.writeString(folder.resolve("a.cpp"), "1\n2\n3\n4\n\tcall();\n6\n7\n8\n9");

        assertThat(SourceLines.around(at(source, 5)))
                .extracting(SourceLines.Line::text)
                .containsExactly("2", "3", "4", "    call();", "6", "7", "8");
    }

    @Test
    void showsNothingWhereTheSourceHasMoved() {
        assertThat(SourceLines.around(at(folder.resolve("gone.cpp"), 5))).isEmpty();
        assertThat(SourceLines.around(new FrameInfo("f", "relative/a\u0000.cpp", 5, null)))
                .isEmpty();
    }

    @Test
    void showsNothingOfASourceThatIsShorterNow() throws IOException {
        Path source = Files.writeString(folder.resolve("a.cpp"), "1\n2\n");

        assertThat(SourceLines.around(at(source, 50))).isEmpty();
    }

    @Test
    void showsNoOtherFileOfThisMachine() {
        assertThat(SourceLines.around(at(Path.of("/etc/passwd"), 1))).isEmpty();
        assertThat(SourceLines.around(at(Path.of("/proc/self/environ"), 1))).isEmpty();
    }

    private static FrameInfo at(Path file, int line) {
        return new FrameInfo("f", file.toString(), line, null);
    }
}
