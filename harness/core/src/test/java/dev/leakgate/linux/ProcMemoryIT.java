package dev.leakgate.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.leakgate.testing.NativePrograms;
import dev.leakgate.testing.RunningProgram;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProcMemoryIT {

    private static final int MAPPINGS = 10;
    private static final int BYTES = 8192;

    private RunningProgram program;
    private ProcMemory memory;
    private long first;

    /** The 'm' at the start of each mapping is the truth; behind the ten of them is a hole. */
    @BeforeEach
    void start() {
        program = RunningProgram.start(NativePrograms.build("mappings.c"), MAPPINGS, BYTES);
        memory = ProcMemory.open(program.pid()).orElseThrow();
        first = Long.parseUnsignedLong(program.firstLine(), 16);
    }

    @AfterEach
    void stop() {
        memory.close();
        program.close();
    }

    @Test
    void readsWhatTheProgramWrote() {
        ByteBuffer bytes = ByteBuffer.allocateDirect(MAPPINGS * BYTES);
        assertThat(memory.read(first, bytes)).isEqualTo(MAPPINGS * BYTES);
        for (int at = 0; at < bytes.capacity(); at++) {
            assertThat(bytes.get(at)).isEqualTo((byte) (at % BYTES == 0 ? 'm' : 0));
        }
    }

    @Test
    void readsUpToAHoleAndNothingInIt() {
        long end = first + MAPPINGS * BYTES;
        ByteBuffer bytes = ByteBuffer.allocate(3 * 4096);
        assertThat(memory.read(end - 5000, bytes)).isEqualTo(5000);
        assertThat(bytes.position()).isEqualTo(5000);
        assertThat(memory.read(end, bytes)).isZero();
        assertThat(bytes.position()).isEqualTo(5000);
        assertThat(memory.read(0, bytes)).isZero();
    }

    @Test
    void readsNothingInTheUpperHalfOfTheAddressSpace() {
        ByteBuffer bytes = ByteBuffer.allocate(64);
        for (long address : new long[] {0xffffffffff600000L, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            assertThat(memory.read(address, bytes)).isZero();
        }
    }

    @Test
    void readsOnWhenTheThreadIsInterrupted() {
        Thread.currentThread().interrupt();
        try {
            ByteBuffer bytes = ByteBuffer.allocate(16);
            assertThat(memory.read(first, bytes)).isEqualTo(16);
            assertThat(bytes.get(0)).isEqualTo((byte) 'm');
        } finally {
            assertThat(Thread.interrupted()).as("stays pending").isTrue();
        }
    }

    @Test
    void readsNothingOfAProcessThatEnded() {
        program.kill();
        assertThat(memory.read(first, ByteBuffer.allocate(16))).isZero();
        assertThat(ProcMemory.open(program.pid())).isEmpty();
    }
}
