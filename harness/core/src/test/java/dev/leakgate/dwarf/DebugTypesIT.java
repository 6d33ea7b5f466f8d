package dev.leakgate.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.elf.DebugFiles;
import dev.leakgate.elf.ElfException;
import dev.leakgate.elf.ElfFile;
import dev.leakgate.testing.NativePrograms;
import java.io.IOException;
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
            assertThat(types(broken).size()).isLessThan(10_000);
        }
    }

    private static List<StructType> types(Path program) throws ElfException {
        try (ElfFile file = ElfFile.open(program)) {
            return new DebugFiles(Path.of("/"))
                    .withDebugInformation(file, debug -> DebugTypes.of(debug, size -> true))
                    .orElse(List.of());
        }
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
