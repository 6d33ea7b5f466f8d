package dev.leakgate.doctor;

import dev.leakgate.linux.ChildProcess;
import dev.leakgate.linux.ExitStatus;
import dev.leakgate.linux.KernelException;
import dev.leakgate.linux.SpawnSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells whether this kernel runs 32-bit programs, by one of three instructions: {@code exit(42)}.
 * Machines that run them often have no compiler that makes them.
 */
final class Program32 {

    /* elf.h; the header and one program header, then the code. */
    private static final int HEADER = 52;
    private static final int PROGRAM_HEADER = 32;
    private static final int BASE = 0x08048000;
    private static final byte STATUS = 42;

    /* mov eax, 1 (exit); mov ebx, 42; int 0x80 */
    private static final byte[] CODE = {
        (byte) 0xb8, 1, 0, 0, 0, (byte) 0xbb, STATUS, 0, 0, 0, (byte) 0xcd, (byte) 0x80
    };

    private Program32() {}

    static Finding run() {
        try {
            Path folder = Files.createTempDirectory("leakgate-doctor");
            Path program = folder.resolve("exit42");
            Path output = folder.resolve("output");
            try {
                Files.write(program, image());
                Files.setPosixFilePermissions(
                        program, PosixFilePermissions.fromString("rwx------"));
                return judge(program, output);
            } finally {
                Files.deleteIfExists(program);
                Files.deleteIfExists(output);
                Files.delete(folder);
            }
        } catch (IOException e) {
            return Finding.limited(
                    "i386", "a program cannot be written (" + e + ")", "make room in /tmp");
        }
    }

    private static Finding judge(Path program, Path output) {
        Optional<ExitStatus> exit;
        try {
            ChildProcess child =
                    ChildProcess.start(
                            new SpawnSpec(
                                    program,
                                    List.of("exit42"),
                                    Map.of(),
                                    null,
                                    output,
                                    output,
                                    List.of()));
            exit = child.awaitExit(Duration.ofSeconds(5));
            child.forget();
        } catch (KernelException refused) {
            exit = Optional.empty();
        }
        boolean ran =
                exit.filter(status -> status.equals(new ExitStatus.Exited(STATUS))).isPresent();
        return ran
                ? Finding.ok("i386", "32-bit programs run")
                : Finding.limited(
                        "i386",
                        "32-bit programs do not run",
                        "a kernel with CONFIG_IA32_EMULATION and without ia32_emulation=0, if a"
                                + " service is 32-bit; /tmp must not be mounted noexec");
    }

    private static byte[] image() {
        int size = HEADER + PROGRAM_HEADER + CODE.length;
        ByteBuffer elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        // e_ident: ELFCLASS32, ELFDATA2LSB, EV_CURRENT
        elf.put((byte) 0x7f).put("ELF".getBytes(StandardCharsets.US_ASCII));
        elf.put((byte) 1).put((byte) 1).put((byte) 1).position(16);
        elf.putShort((short) 2); // e_type: ET_EXEC
        elf.putShort((short) 3); // e_machine: EM_386
        elf.putInt(1); // e_version
        elf.putInt(BASE + HEADER + PROGRAM_HEADER); // e_entry
        elf.putInt(HEADER).putInt(0).putInt(0); // e_phoff, e_shoff, e_flags
        elf.putShort((short) HEADER).putShort((short) PROGRAM_HEADER);
        elf.putShort((short) 1).putShort((short) 0).putShort((short) 0).putShort((short) 0);
        elf.putInt(1).putInt(0).putInt(BASE).putInt(BASE); // PT_LOAD
        elf.putInt(size).putInt(size).putInt(5).putInt(0x1000); // r-x
        elf.put(CODE);
        return elf.array();
    }
}
