package dev.leakgate.elf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what made an ELF file. */
public final class Origin {

    private static final int MOST_COMMENT = 1 << 12;
    private static final int MOST_CONSTANTS = 8 << 20;
    private static final int LONGEST = 120;

    /* csu/version.c: banner */
    private static final Pattern GLIBC =
            Pattern.compile("GNU C Library [^\\x00\\n]{0,100}version ([0-9]+(?:\\.[0-9]+){1,3})");

    private Origin() {}

    /**
     * Returns what the compilers and linkers wrote into {@code .comment}, {@code "GCC: (Debian
     * 12.2.0-14) 12.2.0"}; empty when it was stripped.
     */
    public static Optional<String> compiler(ElfFile file) {
        return section(file, ".comment", MOST_COMMENT)
                .map(Origin::texts)
                .filter(text -> !text.isEmpty());
    }

    private static String texts(byte[] comment) {
        List<String> parts =
                Arrays.stream(new String(comment, StandardCharsets.UTF_8).split("\0"))
                        .map(part -> part.replaceAll("\\p{Cntrl}", " ").strip())
                        .filter(part -> !part.isEmpty())
                        .distinct()
                        .sorted()
                        .toList();
        String text = parts.stream().collect(Collectors.joining("; "));
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** Returns the version of a glibc, {@code "2.36"}, from its banner; empty for other files. */
    public static Optional<String> glibcVersion(ElfFile file) {
        return section(file, ".rodata", MOST_CONSTANTS)
                .map(constants -> GLIBC.matcher(new String(constants, StandardCharsets.ISO_8859_1)))
                .filter(Matcher::find)
                .map(banner -> banner.group(1));
    }

    private static Optional<byte[]> section(ElfFile file, String name, int limit) {
        return file.sections().stream()
                .filter(section -> section.name().equals(name))
                .findFirst()
                .map(section -> file.content(section, limit));
    }
}
