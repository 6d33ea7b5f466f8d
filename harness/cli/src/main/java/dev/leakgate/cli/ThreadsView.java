package dev.leakgate.cli;

import dev.leakgate.heap.ImageLayout;
import dev.leakgate.image.Image;
import dev.leakgate.image.ImageModule;
import dev.leakgate.image.ImageSymbols;
import dev.leakgate.image.ImageThread;
import dev.leakgate.region.ProcessLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what {@code threads} shows of an image.
 *
 * @param title what was looked at
 * @param pid the process
 * @param command its name
 * @param wordBytes width of an address: 8 or 4
 * @param threads the crashing or main thread first
 * @param losses what the image lacks
 */
record ThreadsView(
        String title,
        int pid,
        String command,
        int wordBytes,
        List<Row> threads,
        List<String> losses) {

    /**
     * Holds one thread.
     *
     * @param fp its frame pointer, where its code keeps one
     * @param stack where its stack pointer points into; empty when no mapping is there
     * @param place the code it is at: a symbol, else the module, and the offset; empty when no
     *     module is there
     * @param signal that ended it; 0 for none
     */
    record Row(
            int tid,
            String name,
            long sp,
            long fp,
            long ip,
            Optional<Stack> stack,
            String place,
            int signal,
            Map<String, Long> registers) {

        /** Says whether the frame pointer is one: code may keep any value in its register. */
        boolean hasFrame() {
            return stack.isPresent()
                    && Long.compareUnsigned(fp, stack.get().start()) >= 0
                    && Long.compareUnsigned(fp, stack.get().end()) < 0;
        }
    }

    /**
     * Holds the mapping of a stack.
     *
     * @param depth bytes from the stack pointer to the end of the stack
     */
    record Stack(long start, long end, long depth, String region) {}

    static ThreadsView of(String title, Image image, List<String> losses) {
        ProcessLayout layout = ImageLayout.of(image);
        ImageSymbols symbols = new ImageSymbols(image);
        List<ImageModule> modules = image.modules();
        List<Row> rows = new ArrayList<>();
        for (ImageThread thread : image.threads()) {
            long sp = thread.registers().sp();
            long ip = thread.registers().ip();
            rows.add(
                    new Row(
                            thread.tid(),
                            thread.name(),
                            sp,
                            thread.registers().fp(),
                            ip,
                            stack(layout, sp),
                            symbols.at(ip)
                                    .map(Object::toString)
                                    .orElseGet(() -> place(modules, ip)),
                            thread.status().signal(),
                            thread.registers().byName()));
        }
        return new ThreadsView(
                title, image.pid(), image.process().name(), image.wordSize().bytes(), rows, losses);
    }

    private static Optional<Stack> stack(ProcessLayout layout, long sp) {
        int mapping = layout.indexOf(sp);
        return mapping < 0
                ? Optional.empty()
                : Optional.of(
                        new Stack(
                                layout.start(mapping),
                                layout.end(mapping),
                                layout.end(mapping) - sp,
                                layout.region(mapping).toString()));
    }

    private static String place(List<ImageModule> modules, long ip) {
        for (ImageModule module : modules) {
            if (Long.compareUnsigned(ip, module.base()) >= 0
                    && Long.compareUnsigned(ip, module.end()) < 0) {
                String file = module.path().substring(module.path().lastIndexOf('/') + 1);
                return String.format("%s+0x%x", file, ip - module.base());
            }
        }
        return "";
    }
}
