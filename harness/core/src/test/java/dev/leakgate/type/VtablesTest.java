package dev.leakgate.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.image.ImageSymbols;
import org.junit.jupiter.api.Test;

/** Holds the table of types to images that nobody vouches for. */
class VtablesTest {

    private static final long VTABLE = ModuleImage.DATA + 0x100;
    private static final long INFO = ModuleImage.DATA + 0x200;
    private static final long NAME = ModuleImage.DATA + 0x300;

    private final ModuleImage image = new ModuleImage(1 << 16);
    private final Vtables vtables = new Vtables(image, new ImageSymbols(image));

    @Test
    void namesATypeThatIsWhole() {
        image.vtable(VTABLE, -16, INFO, NAME);
        image.text(NAME, "N3net7SessionE\0");

        int id = vtables.id(VTABLE);

        assertThat(vtables.type(id).name()).isEqualTo("net::Session");
        assertThat(vtables.type(id).offsetToTop()).isEqualTo(-16);
        assertThat(vtables.type(id).module()).isEqualTo("/nowhere/libmade.so");
        assertThat(vtables.id(VTABLE)).isEqualTo(id);
        assertThat(vtables.size()).isEqualTo(id + 1);
    }

    @Test
    void takesNothingOutsideOfModulesForATable() {
        for (long word : new long[] {0, 1, -1, 8, VTABLE + 1, 1L << 63, 0x7fff00000000L}) {
            assertThat(vtables.id(word)).as("0x%x", word).isEqualTo(Vtables.NONE);
        }
        // The words before the first table are in no mapping that can be read.
        assertThat(vtables.id(ModuleImage.DATA)).isEqualTo(Vtables.NONE);
        assertThat(vtables.id(ModuleImage.CODE)).isEqualTo(Vtables.NONE);
        assertThat(vtables.id(ModuleImage.DATA + (1 << 16) - 8)).isEqualTo(Vtables.NONE);
    }

    @Test
    void believesNoTypeInformationThatLeadsOutOfTheModule() {
        for (long outside : new long[] {0x1000, -8, NAME + (1 << 20)}) {
            ModuleImage lying = new ModuleImage(1 << 16);
            lying.vtable(VTABLE, 0, INFO, outside);
            Vtables types = new Vtables(lying, new ImageSymbols(lying));
            // What is left is a table with a function in it.
            assertThat(types.type(types.id(VTABLE)).name())
                    .isEqualTo("object with functions at libmade.so+0x10100");
        }
    }

    @Test
    void believesNoTypeInformationThatPointsToItself() {
        image.vtable(VTABLE, 0, INFO, INFO);
        image.word(INFO, INFO);

        assertThat(vtables.type(vtables.id(VTABLE)).mangled()).isEmpty();
    }

    @Test
    void takesNoHostileTextForAName() {
        String endless = "1a".repeat(1 << 14);
        for (String name :
                new String[] {"4a\u001b[2\0", "4a\u202eb\0", "<script>\0", "\0", endless}) {
            ModuleImage lying = new ModuleImage(1 << 16);
            lying.vtable(VTABLE, 0, INFO, NAME);
            lying.text(NAME, name);
            Vtables types = new Vtables(lying, new ImageSymbols(lying));
            assertThat(types.type(types.id(VTABLE)).mangled()).as(name).isEmpty();
        }
    }

    @Test
    void keepsABoundedNumberOfTypes() {
        int tables = (1 << 20) + 1000;
        ModuleImage large = new ModuleImage(8 * (tables + 2));
        for (int i = 0; i < tables; i++) {
            large.word(ModuleImage.DATA + 8L * (i + 2), ModuleImage.CODE + 8);
        }
        Vtables types = new Vtables(large, new ImageSymbols(large));
        assertThat(types.isFull()).isFalse();
        int named = 0;
        for (int i = 0; i < tables; i++) {
            named += types.id(ModuleImage.DATA + 8L * (i + 2)) == Vtables.NONE ? 0 : 1;
        }
        assertThat(types.isFull()).isTrue();
        assertThat(named).isEqualTo(1 << 20);
        assertThat(types.type(1).name()).isEqualTo("object with functions at libmade.so+0x10010");
    }
}
