package dev.leakgate.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.leakgate.units.WordSize;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RegistersTest {

    private static final long[] ORDER_64 = LongStream.range(0, 27).toArray();
    private static final long[] ORDER_32 = LongStream.range(0, 17).toArray();

    @Test
    void knowsThePlaceOfEachRegister() {
        Registers wide = Registers.of(WordSize.BITS_64, ORDER_64);
        assertThat(wide.ip()).isEqualTo(16);
        assertThat(wide.sp()).isEqualTo(19);
        assertThat(wide.systemCall()).isEqualTo(15);
        assertThat(wide.value("fs_base")).isEqualTo(21);

        Registers narrow = Registers.of(WordSize.BITS_32, ORDER_32);
        assertThat(narrow.ip()).isEqualTo(12);
        assertThat(narrow.sp()).isEqualTo(15);
        assertThat(narrow.systemCall()).isEqualTo(11);
    }

    @Test
    void ordersA32BitProgramsRegistersThatA64BitTracerGot() {
        long[] wide = ORDER_64.clone();
        wide[10] = -4; // eax, with its sign
        Registers narrow = Registers.of32From64(wide);

        assertThat(narrow.value("eax")).isEqualTo(0xfffffffcL);
        assertThat(narrow.value("ebx")).isEqualTo(5);
        assertThat(narrow.value("orig_eax")).isEqualTo(15);
        assertThat(narrow.value("eflags")).isEqualTo(18);
        assertThat(narrow.value("gs")).isEqualTo(26);
        assertThat(narrow.sp()).isEqualTo(19);
    }

    @Test
    void findsTheThreadPointerOf32BitThreadsByGs() {
        long[] values = ORDER_32.clone();
        values[10] = 12 << 3 | 3;
        Registers registers = Registers.of(WordSize.BITS_32, values);
        ByteBuffer tls = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
        tls.putInt(0, 12).putInt(4, 0xf7d00740);
        tls.putInt(16, 13).putInt(32, 14);
        RegisterSet set = new RegisterSet("LINUX", RegisterSet.NT_386_TLS, tls.array());

        assertThat(thread(registers, List.of(set)).threadPointer()).hasValue(0xf7d00740L);
        assertThat(thread(registers, List.of()).threadPointer()).isEmpty();
    }

    @Test
    void refusesAnotherNumberOfRegisters() {
        assertThatThrownBy(() -> Registers.of(WordSize.BITS_64, ORDER_32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("17 registers, 64-bit");
    }

    private static ImageThread thread(Registers registers, List<RegisterSet> sets) {
        return ImageThread.of(1, "main", registers, ThreadStatus.UNKNOWN, sets);
    }
}
