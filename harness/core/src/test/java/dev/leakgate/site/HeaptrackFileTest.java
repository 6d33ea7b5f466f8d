package dev.leakgate.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeaptrackFileTest {

    /* operator new, inlined into make() at a.cpp:8, called by main; three of 16 bytes, one freed. */
    private static final String RECORDED =
            """
            v 10400 3
            X ./a
            I 1000 5e298d
            s b /usr/bin/a b
            s 22 operator new(unsigned long, void*)
            s 20 /usr/include/c++/12/bits/alloc.h
            s 6 make()
            s 5 a.cpp
            s 4 main
            i 1000 1 2 3 10 4 5 8
            i 2000 1 6
            t 2 0
            t 1 1
            a 10 2
            a 20 1
            + 0
            + 0
            + 0
            - 0
            + 1
            - 1
            c 100
            """;

    @TempDir Path folder;

    @Test
    void countsWhatWasHeldAtMostByPlace() throws IOException {
        HeaptrackFile file = read(RECORDED);

        assertThat(file.version()).isEqualTo("1.4.0");
        AllocationSite first = file.sites().get(0);
        assertThat(first.size()).isEqualTo(16);
        assertThat(first.count()).isEqualTo(3);
        assertThat(first.calls())
                .containsExactly(
                        new Call("make()", "a.cpp", 8, "/usr/bin/a b"),
                        new Call("main", null, 0, "/usr/bin/a b"));
    }

    @Test
    void refusesWhatIsNotHeaptracks() {
        assertThatThrownBy(() -> read("hello\n")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> read("v 10400 3\n+ 7\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("line 2 is none of heaptrack's");
        assertThatThrownBy(() -> read("v 10400 3\na zz 1\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("line 2 is none of heaptrack's");
    }

    @Test
    void endsAtATraceThatIsItsOwnParent() throws IOException {
        HeaptrackFile file = read("v 10400 3\ni 1000 0\nt 1 1\na 10 1\n+ 0\n");

        assertThat(file.sites()).hasSize(1);
        assertThat(file.sites().get(0).calls()).hasSizeLessThanOrEqualTo(64);
    }

    private HeaptrackFile read(String text) throws IOException {
        Path file = folder.resolve("heaptrack.txt");
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return HeaptrackFile.read(file);
    }
}
