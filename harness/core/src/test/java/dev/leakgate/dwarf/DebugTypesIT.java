package dev.leakgate.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.elf.DebugFiles;
import dev.leakgate.elf.ElfException;
import dev.leakgate.elf.ElfFile;
import dev.leakgate.testing.NativePrograms;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what is read of compiled programs against what gdb says of them. */
class DebugTypesIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-gdwarf-3",
                "-gdwarf-4",
                "-gdwarf-5",
                "-gdwarf64",
                "-gz=zlib",
                "-gz=none",
                "-m32"
            })
    void structuresOfCAreAsGdbSays(String flag) throws Exception {
        Path program = NativePrograms.build("structs.c", flag);

        StructType operation = named("operation", types(program));
        assertThat(operation.members())
                .extracting(StructType.Member::name)
                .containsExactly("key", "number", "reply", "command", "within", "");
        assertThat(operation.members())
                .filteredOn(StructType.Member::pointer)
                .extracting(StructType.Member::name)
                .containsExactly("reply", "command");
        assertThat(gdb(program, "operation", operation)).isEqualTo(places(operation));
        StructType reply = named("reply", types(program));
        assertThat(gdb(program, "struct reply", reply)).isEqualTo(places(reply));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-gdwarf-4", "-gdwarf-5", "-m32"})
    void classesOfCppAreAsGdbSays(String flag) throws Exception {
        Path program = NativePrograms.build("typed.cpp", flag);

        StructType session = named("net::Session", types(program));
        assertThat(gdb(program, "net::Session", session)).isEqualTo(places(session));
    }

    @Test
    void debugInformationThatWasMovedIsFound(@TempDir Path folder) throws Exception {
        Path program = folder.resolve("moved");
        Files.copy(NativePrograms.build("structs.c", "-gdwarf-5"), program);
        said("objcopy", "--only-keep-debug", program.toString(), program + ".debug");
        said("strip", "-g", program.toString());
        assertThat(types(program)).isEmpty();
        said("objcopy", "--add-gnu-debuglink=" + program + ".debug", program.toString());

        assertThat(named("operation", types(program)).at(32)).isPresent();
    }

    /** Whatever stands there, reading comes to an end and throws nothing. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void comesToAnEndOnAnyBytes(long seed, @TempDir Path folder) throws Exception {
        byte[] bytes = Files.readAllBytes(NativePrograms.build("structs.c", "-gdwarf-5"));
        Random random = new Random(seed);
        Path broken = folder.resolve("broken");
        for (int run = 0; run < 50; run++) {
            byte[] changed = bytes.clone();
            for (int i = 0; i < 1 + run * 10; i++) {
                // Behind the ELF header, in what the compiler wrote of types as in all else.
                changed[64 + random.nextInt(changed.length - 64)] = (byte) random.nextInt();
            }
            Files.write(broken, changed);
            DebugTypes types = new DebugTypes(size -> true, DebugTypes.USUAL_LIMIT);
            read(broken, types);
            assertThat(types.found().size()).isLessThan(10_000);
        }
    }

    /** Ten million structures in 80 MB, and each of the size that is asked for. */
    @Test
    void findsNoMoreThanItHasRoomFor(@TempDir Path folder) throws Exception {
        Path hostile = hostile(folder, 10_000_000);
        DebugTypes types = new DebugTypes(size -> true, DebugTypes.USUAL_LIMIT);

        assertThat(read(hostile, types)).as("all is read").isFalse();

        assertThat(types.found()).hasSizeBetween(10_000, 300_000);
    }

    @Test
    void readsNoMoreThanItMayOverAllFiles(@TempDir Path folder) throws Exception {
        Path hostile = hostile(folder, 1000);
        DebugTypes types = new DebugTypes(size -> false, 12_000);

        assertThat(read(hostile, types)).isTrue();
        assertThat(read(hostile, types)).isFalse();
    }

    /** Makes a file of structures without members: a code, a size, a name of five letters. */
    private static Path hostile(Path folder, int structures) throws Exception {
        byte[] abbreviations = {1, 0x13, 0, 0x0b, 0x0b, 3, 8, 0, 0, 0};
        int header = 11;
        ByteBuffer info =
                ByteBuffer.allocate(header + 8 * structures).order(ByteOrder.LITTLE_ENDIAN);
        info.putInt(header - 4 + 8 * structures).putShort((short) 4).putInt(0).put((byte) 8);
        for (int i = 0; i < structures; i++) {
            info.put((byte) 1).put((byte) 32);
            for (int letter = 0, left = i; letter < 5; letter++, left /= 26) {
                info.put((byte) ('a' + left % 26));
            }
            info.put((byte) 0);
        }
        Path abbrev = Files.write(folder.resolve("abbrev"), abbreviations);
        Path content = Files.write(folder.resolve("info"), info.array());
        Path file = folder.resolve("hostile");
        said(
                "objcopy",
                "--strip-all",
                "--add-section=.debug_abbrev=" + abbrev,
                "--add-section=.debug_info=" + content,
                NativePrograms.build("structs.c").toString(),
                file.toString());
        return file;
    }

    private static boolean read(Path program, DebugTypes types) throws ElfException {
        try (ElfFile file = ElfFile.open(program)) {
            return new DebugFiles(Path.of("/"))
                    .withDebugInformation(file, types::read)
                    .orElse(true);
        }
    }

    private static List<StructType> types(Path program) throws ElfException {
        DebugTypes types = new DebugTypes(size -> true, DebugTypes.USUAL_LIMIT);
        assertThat(read(program, types)).isTrue();
        return types.found();
    }

    private static StructType named(String name, List<StructType> types) {
        return types.stream().filter(type -> type.name().equals(name)).findFirst().orElseThrow();
    }

    private static List<Long> places(StructType type) {
        List<Long> places = new ArrayList<>(List.of(type.size()));
        for (StructType.Member member : type.members()) {
            if (isNamed(member)) {
                places.add(member.offset());
            }
        }
        return places;
    }

    /** What gdb would call {@code _vptr} and what has no name cannot be asked for. */
    private static boolean isNamed(StructType.Member member) {
        return !member.name().isEmpty() && !member.name().startsWith("_vptr");
    }

    /** Asks gdb for the size and for the offset of each member. */
    private static List<Long> gdb(Path program, String name, StructType type) throws Exception {
        List<String> command = new ArrayList<>(List.of("gdb", "-nx", "-batch"));
        command.addAll(List.of("-ex", "printf \"%lu\\n\", sizeof(" + name + ")"));
        for (StructType.Member member : type.members()) {
            if (isNamed(member)) {
                String place = "&((" + name + " *)0)->" + member.name();
                command.addAll(List.of("-ex", "printf \"%lu\\n\", (unsigned long)" + place));
            }
        }
        command.add(program.toString());
        return said(command.toArray(String[]::new)).lines().map(Long::valueOf).toList();
    }

    private static String said(String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
        return output;
    }
}
