package dev.leakgate.linux;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the words that the kernel keeps for a process and gives back to it: what epoll returns with
 * an event, and what a timer's signal carries. A server's connections are often held by nothing
 * else.
 */
public final class KernelPointers {

    /* fs/eventpoll.c, ep_show_fdinfo: "tfd: %8d events: %8x data: %16llx …" */
    private static final Pattern EPOLL = Pattern.compile("^tfd:.* data: *([0-9a-f]{1,16})\\b");

    /* fs/proc/base.c, show_timer: "signal: %d/%px" */
    private static final Pattern TIMER = Pattern.compile("^signal: \\d+/(?:0x)?([0-9a-f]{1,16})$");

    /* Of one descriptor: a line for each connection that epoll watches. */
    private static final int MOST_BYTES = 256 << 20;

    private KernelPointers() {}

    /**
     * Reads them of a process that runs.
     *
     * @return the words, 0 left out; none when the process has ended, or the kernel shows none
     */
    public static long[] of(int pid) {
        List<Long> words = new ArrayList<>();
        try (ProcReader proc = new ProcReader()) {
            int eye = TracePermission.eye(pid, proc);
            Path process = Path.of("/proc", Integer.toString(eye));
            for (Map.Entry<Integer, String> descriptor : proc.descriptors(eye).entrySet()) {
                if (descriptor.getValue().equals("anon_inode:[eventpoll]")) {
                    Path file = process.resolve("fdinfo").resolve("" + descriptor.getKey());
                    add(file, EPOLL, words);
                }
            }
            add(process.resolve("timers"), TIMER, words);
        }
        return words.stream().mapToLong(Long::longValue).toArray();
    }

    private static void add(Path file, Pattern line, List<Long> words) {
        byte[] text;
        try (InputStream in = Files.newInputStream(file)) {
            text = in.readNBytes(MOST_BYTES);
        } catch (IOException failure) {
            // Ended or closed meanwhile, or this kernel does not show it, unless it throws.
            ProcFailure.judge(failure, file);
            return;
        }
        new String(text, StandardCharsets.ISO_8859_1)
                .lines()
                .map(line::matcher)
                .filter(Matcher::find)
                .map(found -> Long.parseUnsignedLong(found.group(1), 16))
                .filter(word -> word != 0)
                .forEach(words::add);
    }
}
