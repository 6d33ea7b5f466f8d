package dev.leakgate.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.image.Captures;
import dev.leakgate.image.Image;
import dev.leakgate.image.ImageSymbols;
import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.RunningProgram;
import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tells the objects of typed.cpp by their bytes. */
class TypesIT {

    private static final long OBJECT = 256;

    @ParameterizedTest
    @ValueSource(strings = {"-O1", "-s", "-m32", "-static", "-no-pie", "-fno-rtti"})
    void namesObjectsOfClasses(String flag) {
        Path program = NativePrograms.build("typed.cpp", flag);
        try (RunningProgram running = RunningProgram.startAndAwaitSleep(program);
                Image image = Captures.live(running.pid())) {
            Map<String, Long> made = made(running.firstLine());
            Vtables vtables = new Vtables(image, new ImageSymbols(image));

            assertThat(typeOf("session", made, image, vtables)).isEqualTo("net::Session");
            assertThat(typeOf("hidden", made, image, vtables))
                    .isEqualTo("(anonymous namespace)::Hidden");
            assertThat(typeOf("local", made, image, vtables)).isEqualTo("main::Local");
            assertThat(typeOf("box", made, image, vtables)).isEqualTo("net::Box<std::string>");
            assertThat(typeOf("virtual", made, image, vtables)).isEqualTo("net::Virtual");
            assertThat(typeOf("control", made, image, vtables))
                    .isEqualTo("net::Box<int>, made by std::make_shared");
            assertThat(typeOf("device", made, image, vtables))
                    .matches(
                            flag.equals("-s")
                                    ? "object with functions at typed-[0-9a-f]+\\+0x[0-9a-f]+"
                                    : "object with device_ops");
            assertThat(typeOf("text", made, image, vtables)).isEmpty();

            int logged = vtables.id(firstWord(address("logged", made), image));
            long offset = address("logged", made) - address("session", made);
            assertThat(vtables.type(logged).offsetToTop()).isEqualTo(-offset);
            assertThat(vtables.type(logged).name()).isEqualTo("net::Session");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-O1", "-m32"})
    void findsWhatElseTellsAnObjectsType(String flag) {
        Path program = NativePrograms.build("typed.cpp", flag);
        try (RunningProgram running = RunningProgram.startAndAwaitSleep(program);
                Image image = Captures.live(running.pid())) {
            Map<String, Long> made = made(running.firstLine());
            ImageSymbols symbols = new ImageSymbols(image);
            ObjectClues clues = new ObjectClues(image, symbols, new Vtables(image, symbols));
            long word = image.wordSize().bytes();

            assertThat(clues.of(address("device", made), 3 * word))
                    .containsExactly(
                            new Clue(0, Clue.Kind.VTABLE, "object with device_ops"),
                            new Clue(word, Clue.Kind.LITERAL, "eth0"));
            assertThat(clues.of(address("text", made), OBJECT).get(0))
                    .isEqualTo(
                            new Clue(
                                    0,
                                    Clue.Kind.STD_STRING,
                                    "a text that does not fit into the object itself"));
            assertThat(clues.of(address("little", made), OBJECT).get(0))
                    .hasToString("+0x0 std::string \"little\"");
            List<Clue> array = clues.of(address("array", made), OBJECT);
            assertThat(array.get(0)).isEqualTo(new Clue(word, Clue.Kind.VTABLE, "net::Session"));
            long[] both = {address("session", made), address("hidden", made)};
            assertThat(clues.common(both, 2 * word)).isEmpty();
        }
    }

    private static Map<String, Long> made(String line) {
        String[] words = line.split(" ", -1);
        Map<String, Long> made = new HashMap<>();
        for (int i = 0; i + 1 < words.length; i += 2) {
            made.put(words[i], Long.parseUnsignedLong(words[i + 1], 16));
        }
        return made;
    }

    private static long address(String name, Map<String, Long> made) {
        return made.getOrDefault(name, 0L);
    }

    private static String typeOf(
            String name, Map<String, Long> made, Image image, Vtables vtables) {
        int id = vtables.id(firstWord(address(name, made), image));
        return id == Vtables.NONE ? "" : vtables.type(id).name();
    }

    private static long firstWord(long address, Image image) {
        ByteBuffer word = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(image.read(address, word)).isEqualTo(8);
        return image.wordSize() == WordSize.BITS_64
                ? word.getLong(0)
                : Integer.toUnsignedLong(word.getInt(0));
    }
}
