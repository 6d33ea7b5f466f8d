package dev.leakgate.report.html;

import dev.leakgate.report.AddressSpaceInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.StacksInfo;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Draws an address space to scale: once by what it is used for, and, where it is small enough to
 * see a stack in it, once by address. Of a 64-bit space only what is used is drawn: to scale with
 * its holes nothing else would be seen.
 *
 * @param shares from the largest use to the holes
 * @param holes whether they are drawn too
 * @param stacks by address; empty in a 64-bit space, where a stack is thinner than a line
 */
record SpaceMap(List<Share> shares, boolean holes, List<Stack> stacks) {

    static final int WIDTH = 1000;

    private static final long LARGEST_TO_DRAW = 8L << 30;
    private static final List<String> COLOURS = List.of("s0", "s1", "s2", "s3", "g1", "g2", "g3");

    /** Draws one use of the space. */
    record Share(String name, long bytes, String colour, double x, double width) {}

    /**
     * Draws one stack.
     *
     * @param used how wide what was touched is, at the high end
     */
    record Stack(String title, double x, double width, double used) {}

    static Optional<SpaceMap> of(RunDocument run) {
        AddressSpaceInfo space = run.addressSpace();
        if (space == null || space.reserved() + space.free() <= 0) {
            return Optional.empty();
        }
        double whole = (double) space.reserved() + space.free();
        boolean small = whole <= LARGEST_TO_DRAW;
        double all = small ? whole : Math.max(1, space.reserved());
        List<Share> shares = new ArrayList<>();
        double x = 0;
        List<Map.Entry<String, Long>> kinds =
                space.byKind().entrySet().stream()
                        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                        .toList();
        for (int i = 0; i < kinds.size(); i++) {
            String colour = i < COLOURS.size() ? COLOURS.get(i) : "rest";
            x = add(shares, kinds.get(i).getKey(), kinds.get(i).getValue(), colour, x, all);
        }
        double holes = small ? all : Double.POSITIVE_INFINITY;
        x = add(shares, "largest hole", space.largestGap(), "hole", x, holes);
        long others = space.free() - space.largestGap();
        if (others > 0) {
            add(shares, "other holes", others, "holes", x, holes);
        }
        StacksInfo stacks = run.stacks();
        return Optional.of(
                new SpaceMap(
                        shares, small, stacks == null || !small ? List.of() : drawn(stacks, all)));
    }

    private static double add(
            List<Share> shares, String name, long bytes, String colour, double x, double all) {
        double width = WIDTH * Math.max(0, bytes) / all;
        shares.add(new Share(name, bytes, colour, x, width));
        return x + width;
    }

    private static List<Stack> drawn(StacksInfo stacks, double all) {
        List<Stack> drawn = new ArrayList<>();
        for (StacksInfo.StackInfo stack : stacks.entries()) {
            long start = address(stack.start());
            long end = address(stack.end());
            if (start >= 0 && end > start && end <= all) {
                Long used = stack.used();
                drawn.add(
                        new Stack(
                                title(stack),
                                WIDTH * start / all,
                                Math.max(0.6, WIDTH * (end - start) / all),
                                used == null ? 0 : WIDTH * Math.min(used, end - start) / all));
            }
        }
        return drawn;
    }

    private static String title(StacksInfo.StackInfo stack) {
        String name = stack.name() == null ? stack.kind() : stack.name();
        return Show.text(name)
                + (stack.tid() == null ? "" : " (" + stack.tid() + ")")
                + ", "
                + Show.text(stack.start())
                + ", touched "
                + Show.bytes(stack.used());
    }

    private static long address(@Nullable String hex) {
        return hex != null && hex.matches("0x[0-9a-f]{1,15}")
                ? Long.parseLong(hex.substring(2), 16)
                : -1;
    }
}
