package dev.leakgate.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MappingListingTest {

    /** Two mappings as a kernel prints them, one as an old kernel does, and the vsyscall page. */
    private static final String LISTING =
            """
            55cc43aa2000-55cc43aa4000 r--p 00001000 fe:03 260131                     /usr/bin/cat
            Size:                  8 kB
            KernelPageSize:        4 kB
            Rss:                   4 kB
            Pss_Dirty:             0 kB
            Shared_Clean:          4 kB
            THPeligible:           0
            VmFlags: rd mr mw me
            7f0000000000-7f0040000000 rwxs 00000000 00:01 77                         /dev/shm/a b (deleted)
            Size:            1048576 kB
            KernelPageSize:       2048 kB
            Rss:             1048576 kB
            Pss_Dirty:             0 kB
            Shared_Clean:          0 kB
            THPeligible:           1
            VmFlags: rd wr ex sh
            7f0040000000-7f0040001000 ---p 00000000 00:00 0
            Rss:                   0 kB
            ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0                  [vsyscall]
            Size:                  4 kB
            """;

    private final ProcReader reader = new ProcReader();

    @Test
    void readsHeadersAndFigures() throws IOException {
        assertThat(read(LISTING))
                .containsExactly(
                        "55cc43aa2000 55cc43aa4000 r--p 1000 fe00003 260131 /usr/bin/cat"
                                + " {SIZE=8192, KERNEL_PAGE_SIZE=4096, RSS=4096, PSS_DIRTY=0,"
                                + " SHARED_CLEAN=4096}",
                        "7f0000000000 7f0040000000 rwxs 0 1 77 /dev/shm/a b (deleted)"
                                + " {SIZE=1073741824, KERNEL_PAGE_SIZE=2097152, RSS=1073741824,"
                                + " PSS_DIRTY=0, SHARED_CLEAN=0}",
                        "7f0040000000 7f0040001000 ---p 0 0 0  {RSS=0}",
                        "ffffffffff600000 ffffffffff601000 --xp 0 0 0 [vsyscall] {SIZE=4096}");
    }

    @Test
    void readsTheSameWhereverTheKernelsReadsEnd() throws IOException {
        List<String> whole = read(LISTING);
        byte[] text = LISTING.getBytes(StandardCharsets.UTF_8);
        for (int cut = 1; cut < text.length; cut++) {
            int size = cut;
            InputStream pieces =
                    new FilterInputStream(new ByteArrayInputStream(text)) {
                        @Override
                        public int read(byte[] into, int at, int length) throws IOException {
                            return super.read(into, at, Math.min(length, size));
                        }
                    };
            assertThat(read(pieces)).as("pieces of %d bytes", size).isEqualTo(whole);
        }
    }

    @Test
    void readsFieldsInAnyOrderAndPassesOverUnknownOnes() throws IOException {
        assertThat(
                        read(
                                """
                                1000-2000 rw-p 00000000 00:00 0
                                Swap: 1 kB
                                Rss: 2 kB
                                2000-3000 rw-p 00000000 00:00 0
                                Rss: 3 kB
                                Rss_Of_Tomorrow: 9 kB
                                Swap: 4 kB
                                3000-4000 rw-p 00000000 00:00 0
                                Swap: 5 kB
                                Rss: 6 kB
                                """))
                .containsExactly(
                        "1000 2000 rw-p 0 0 0  {RSS=2048, SWAP=1024}",
                        "2000 3000 rw-p 0 0 0  {RSS=3072, SWAP=4096}",
                        "3000 4000 rw-p 0 0 0  {RSS=6144, SWAP=5120}");
    }

    @Test
    void takesAFigureThatIsNoneAsAbsent() throws IOException {
        assertThat(
                        read(
                                """
                                1000-2000 rw-p 00000000 00:00 0
                                Rss:
                                Pss: kB
                                Swap: 12 MB
                                Locked: -4 kB
                                Size: 99999999999999999999 kB
                                KSM 4 kB
                                Anonymous: 4 kB
                                """))
                .containsExactly("1000 2000 rw-p 0 0 0  {ANONYMOUS=4096}");
    }

    @Test
    void keepsTheKernelsNamesAndTurnsEscapedLineFeedsBack() throws IOException {
        List<String> names = new ArrayList<>();
        reader.saved(
                stream(
                        """
                        1000-2000 rw-p 00000000 00:00 0                   [heap]
                        2000-3000 rw-p 00000000 00:00 0                   [heap]
                        3000-4000 rw-p 00000000 00:00 0                   [anon:a name]
                        4000-5000 rw-p 00000000 00:01 7                   /memfd:x (deleted)
                        5000-6000 rw-p 00000000 00:02 8                   /tmp/two\\012lines
                        6000-7000 rw-p 00000000 00:02 9                   /tmp/täst
                        7000-8000 rw-p 00000000 00:02 10                  /tmp/ends with a space\s
                        8000-9000 rw-p 00000000 00:00 0\s
                        """),
                entry -> names.add(entry.name()));
        assertThat(names)
                .containsExactly(
                        "[heap]",
                        "[heap]",
                        "[anon:a name]",
                        "/memfd:x (deleted)",
                        "/tmp/two\nlines",
                        "/tmp/täst",
                        "/tmp/ends with a space ",
                        "");
    }

    @Test
    void givesTheSameNameAsTheSameStringEvenWhenTheTableStartsAgain() throws IOException {
        StringBuilder listing = new StringBuilder();
        int mappings = NameTable.MOST * 2 + 10;
        for (int i = 1; i <= mappings; i++) {
            listing.append("%x-%x r--p 00000000 fe:00 %d /file-%d\n".formatted(i, i + 1, i, i));
        }
        List<String> names = new ArrayList<>();
        reader.saved(stream(listing.toString()), entry -> names.add(entry.name()));
        assertThat(names)
                .isEqualTo(IntStream.rangeClosed(1, mappings).mapToObj(i -> "/file-" + i).toList());

        List<String> twice = new ArrayList<>();
        reader.saved(stream(LISTING + LISTING), entry -> twice.add(entry.name()));
        assertThat(twice.get(4)).isSameAs(twice.get(0));
    }

    @Test
    void passesOverWhatIsNoMappingTogetherWithItsFigures() throws IOException {
        assertThat(
                        read(
                                """
                                Rss: 1 kB
                                1000-2000 rw-p 00000000 00:00 0
                                rubbish
                                Rss: 2 kB
                                2000 rw-p 00000000 00:00 0
                                2000-1000 rw-p 00000000 00:00 0
                                12345678901234567-1 rw-p 00000000 00:00 0
                                2000-3000 rw-
                                2000-3000 rw-p 0000000000:00 0
                                2000-3000 rw-p 00000000 00:00
                                2000-3000 rw-p 00000000 00:00 9999999999999999999

                                Rss: 3 kB
                                """))
                .containsExactly("1000 2000 rw-p 0 0 0  {}");
        assertThat(read("")).isEmpty();
        assertThat(read("\n\n")).isEmpty();
    }

    @Test
    void cutsALineThatIsLongerThanAnyThatTheKernelMakes() throws IOException {
        String longest = "x".repeat(ProcFile.LONGEST_LINE * 3);
        List<String> entries =
                read(
                        "1000-2000 rw-p 00000000 00:00 0 /"
                                + longest
                                + "\nRss: 4 kB\nUnknown: "
                                + longest
                                + "\nSwap: 8 kB\n");
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0)).hasSizeLessThan(ProcFile.LONGEST_LINE + 100);
        assertThat(entries.get(0)).endsWith("x {RSS=4096, SWAP=8192}");
    }

    @Test
    void survivesAnyBytes() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = LISTING.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 5_000; round++) {
            byte[] text = good.clone();
            for (int changes = random.nextInt(30); changes >= 0; changes--) {
                // Mostly bytes that mean something here.
                int from = random.nextInt(good.length);
                text[random.nextInt(text.length)] =
                        random.nextInt(4) == 0 ? (byte) random.nextInt() : good[from];
            }
            try {
                reader.saved(
                        new ByteArrayInputStream(text, 0, random.nextInt(text.length)),
                        entry -> {
                            assertThat(Long.compareUnsigned(entry.start(), entry.end()))
                                    .isLessThanOrEqualTo(0);
                            for (SmapsField field : SmapsField.values()) {
                                assertThat(entry.bytes(field)).isGreaterThanOrEqualTo(-1);
                            }
                        });
            } catch (RuntimeException failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    @Test
    void refusesToBeUsedFromWithinItsOwnSink() {
        assertThatThrownBy(
                        () -> reader.saved(stream(LISTING), entry -> reader.maps(1, inner -> {})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another ProcReader");
    }

    @Test
    void readsAddressesWithoutASign() throws IOException {
        assertThat(read("7ffffffffffff000-8000000000001000 r--p 00000000 00:00 0\n"))
                .containsExactly("7ffffffffffff000 8000000000001000 r--p 0 0 0  {}");
    }

    @Test
    void startsAfreshAfterATextThatBrokeOff() throws IOException {
        InputStream breaking =
                new FilterInputStream(stream("1000-2000 rw-p 00000000 00:00 0\n")) {
                    @Override
                    public int read(byte[] into, int at, int length) throws IOException {
                        int read = super.read(into, at, length);
                        if (read < 0) {
                            throw new IOException("broke off");
                        }
                        return read;
                    }
                };
        assertThatThrownBy(() -> read(breaking)).hasMessage("broke off");
        assertThat(read("2000-3000 rw-p 00000000 00:00 0\n"))
                .containsExactly("2000 3000 rw-p 0 0 0  {}");
    }

    @Test
    void startsAfreshAfterASinkThatThrew() throws IOException {
        assertThatThrownBy(
                        () ->
                                reader.saved(
                                        stream(LISTING),
                                        entry -> {
                                            throw new IllegalArgumentException("mine");
                                        }))
                .hasMessage("mine");
        assertThat(read("1000-2000 rw-p 00000000 00:00 0\n")).hasSize(1);
    }

    private List<String> read(String listing) throws IOException {
        return read(stream(listing));
    }

    private List<String> read(InputStream listing) throws IOException {
        List<String> found = new ArrayList<>();
        reader.saved(listing, entry -> found.add(describe(entry)));
        return found;
    }

    private static InputStream stream(String listing) {
        return new ByteArrayInputStream(listing.getBytes(StandardCharsets.UTF_8));
    }

    private static String describe(MappingEntry entry) {
        return "%x %x %c%c%c%c %x %x %d %s %s"
                .formatted(
                        entry.start(),
                        entry.end(),
                        entry.readable() ? 'r' : '-',
                        entry.writable() ? 'w' : '-',
                        entry.executable() ? 'x' : '-',
                        entry.shared() ? 's' : 'p',
                        entry.offset(),
                        entry.device(),
                        entry.inode(),
                        entry.name(),
                        new SmapsRollup(entry));
    }
}
