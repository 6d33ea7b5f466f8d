package dev.leakgate.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.leakgate.elf.ElfException;
import dev.leakgate.image.AddressRange;
import dev.leakgate.image.Image;
import dev.leakgate.image.ImageMapping;
import dev.leakgate.image.MemoryDump;
import dev.leakgate.linux.ProcMemory;
import dev.leakgate.linux.ProcReader;
import dev.leakgate.units.ByteSize;
import dev.leakgate.units.Memory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Writes a range of the memory of a process or a core to a file. */
@Command(
        name = "dump",
        description = {
            "Writes a range of memory to a file, byte for byte, as gdb's dump binary memory does.",
            "A process is neither stopped nor changed; pages that cannot be read become zeros."
        },
        customSynopsis = {
            "leakgate dump [--json] PID|CORE START END FILE",
            "leakgate dump [--json] PID|CORE START+SIZE FILE"
        },
        mixinStandardHelpOptions = true)
final class DumpCommand implements Callable<Integer> {

    /** How many holes are told one by one. */
    private static final int TOLD = 5;

    @Mixin private final TargetArgument target = new TargetArgument();
    @Mixin private final Output output = new Output();

    @Parameters(
            index = "1..*",
            arity = "2..3",
            paramLabel = "RANGE FILE",
            description = {
                "START END FILE or START+SIZE FILE: addresses are hexadecimal; the size is bytes,",
                "hexadecimal with 0x, or has a unit, as in 0x7f12a4000000+64KiB."
            })
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private List<String> rangeAndFile;

    @Override
    public Integer call() throws JsonProcessingException, ElfException {
        AddressRange range;
        try {
            range =
                    rangeAndFile.size() == 2
                            ? RangeText.parse(rangeAndFile.get(0))
                            : RangeText.parse(rangeAndFile.get(0), rangeAndFile.get(1));
        } catch (IllegalArgumentException unreadable) {
            throw new InvalidInputException(String.valueOf(unreadable.getMessage()));
        }
        Path file = Path.of(rangeAndFile.get(rangeAndFile.size() - 1));
        if (Files.isDirectory(file)) {
            throw new InvalidInputException(file + " is a directory; name a file to write.");
        }
        Target named = target.get();
        MemoryDump dump =
                named.isCore() ? ofCore(named, range, file) : ofProcess(named.pid(), range, file);
        if (dump.read() == 0) {
            throw new InvalidInputException(
                    String.format(
                            "Nothing from 0x%x to 0x%x can be read; see: leakgate map %s",
                            range.start(), range.end(), named));
        }
        if (output.isJson()) {
            output.json(json(dump, range, file));
        } else {
            print(output.text(), dump, file);
        }
        return ExitCode.OK;
    }

    private MemoryDump ofCore(Target core, AddressRange range, Path file) throws ElfException {
        try (Image image = core.open()) {
            List<AddressRange> mapped = new ArrayList<>();
            for (ImageMapping mapping : image.mappings()) {
                mapped.add(new AddressRange(mapping.start(), mapping.end()));
            }
            return write(image, mapped, range, file);
        }
    }

    private MemoryDump ofProcess(int pid, AddressRange range, Path file) {
        List<AddressRange> mapped = new ArrayList<>();
        try (ProcReader reader = new ProcReader()) {
            reader.maps(pid, entry -> mapped.add(new AddressRange(entry.start(), entry.end())));
        }
        try (ProcMemory memory =
                ProcMemory.open(pid)
                        .filter(opened -> !mapped.isEmpty())
                        .orElseThrow(
                                () ->
                                        new InvalidInputException(
                                                "Process "
                                                        + pid
                                                        + " has no memory to dump: it ended, or is"
                                                        + " a kernel thread."))) {
            return write(memory, mapped, range, file);
        }
    }

    private MemoryDump write(
            Memory memory, List<AddressRange> mapped, AddressRange range, Path file) {
        MemoryDump dump = new MemoryDump(memory, mapped, range);
        try {
            dump.write(file);
        } catch (IOException failure) {
            throw new InvalidInputException(
                    file + " cannot be written (" + failure + "); nothing was left there.");
        }
        return dump;
    }

    private static void print(PrintWriter out, MemoryDump dump, Path file) {
        out.println(file + "  " + ByteSize.ofBytes(dump.read()));
        List<AddressRange> holes = dump.unreadable();
        for (AddressRange hole : holes.subList(0, Math.min(TOLD, holes.size()))) {
            out.printf("zeros   0x%x-0x%x could not be read%n", hole.start(), hole.end());
        }
        if (holes.size() > TOLD) {
            long bytes = holes.stream().mapToLong(AddressRange::size).sum();
            out.printf(
                    "zeros   %d more; %s in all%n", holes.size() - TOLD, ByteSize.ofBytes(bytes));
        }
    }

    private static ObjectNode json(MemoryDump dump, AddressRange range, Path file) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("file", file.toString());
        root.put("start", Json.address(range.start())).put("end", Json.address(range.end()));
        root.put("read", dump.read());
        ArrayNode holes = root.putArray("unreadable");
        for (AddressRange hole : dump.unreadable()) {
            holes.addObject()
                    .put("start", Json.address(hole.start()))
                    .put("end", Json.address(hole.end()));
        }
        return root;
    }
}
