package dev.leakgate.report.html;

import dev.leakgate.report.FindingInfo.FrameInfo;
import dev.leakgate.report.RunDocument;
import dev.leakgate.report.SiteToolInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Draws the stacks that were not freed, callers above what they call, as wide as their bytes.
 *
 * @param frames each after its caller, the widest first
 * @param levels how many frames lie below each other at most
 * @param bytes of all stacks
 * @param largest the stacks with the most bytes, for who cannot see the drawing
 * @param leftOut how many frames were too narrow to draw
 */
record FlameGraph(List<Frame> frames, int levels, long bytes, List<Stack> largest, int leftOut) {

    static final int ROW = 20;

    /* A recorder's file is only as trustworthy as the names in the service's binary. */
    private static final int LARGEST_FILE = 8 << 20;
    private static final int MOST_FRAMES = 500;
    private static final int MOST_LEVELS = 64;
    private static final int MOST_STACKS = 10;
    private static final double NARROWEST = 0.15;

    /**
     * Draws a call.
     *
     * @param x percent of the width, as {@code width} is
     * @param leaks whether objects of a finding were allocated in it
     */
    record Frame(
            String name,
            String title,
            double x,
            double width,
            int level,
            long bytes,
            boolean leaks) {

        int y() {
            return level * ROW;
        }

        /** Neighbours differ, so that they can be told apart. */
        String colour() {
            return leaks ? "leaks" : "warm" + Math.floorMod(name.hashCode(), 3);
        }
    }

    /** Holds a whole stack, outermost first. */
    record Stack(long bytes, List<String> calls) {}

    /** Draws the file in the folder of a check; nothing without one. */
    static Optional<FlameGraph> of(RunDocument run, Path folder) {
        if (!run.evidence().contains(SiteToolInfo.STACKS)) {
            return Optional.empty();
        }
        Path file = folder.resolve(SiteToolInfo.STACKS);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(LARGEST_FILE), StandardCharsets.UTF_8);
            List<Stack> stacks =
                    text.lines().map(FlameGraph::stack).flatMap(Optional::stream).toList();
            return stacks.isEmpty() ? Optional.empty() : Optional.of(of(stacks, leaking(run)));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static FlameGraph of(List<Stack> stacks, Set<String> leaking) {
        FlameNode all = new FlameNode("all that was not freed");
        stacks.forEach(stack -> all.add(stack.bytes(), stack.calls()));
        List<Frame> frames = new ArrayList<>();
        int leftOut = draw(all, 0, 0, all, leaking, frames);
        int levels = 1 + frames.stream().mapToInt(Frame::level).max().orElse(0);
        List<Stack> largest =
                stacks.stream()
                        .sorted(Comparator.comparingLong(Stack::bytes).reversed())
                        .limit(MOST_STACKS)
                        .toList();
        return new FlameGraph(frames, levels, all.bytes(), largest, leftOut);
    }

    /** Draws a call and what it calls; returns how many were left out. */
    private static int draw(
            FlameNode node,
            double x,
            int level,
            FlameNode all,
            Set<String> leaking,
            List<Frame> frames) {
        double width = 100.0 * node.bytes() / all.bytes();
        if (width < NARROWEST || level >= MOST_LEVELS || frames.size() >= MOST_FRAMES) {
            return 1;
        }
        String title =
                Show.text(node.name())
                        + ", "
                        + Show.bytes(node.bytes())
                        + ", "
                        + Show.number(width)
                        + " %";
        frames.add(
                new Frame(
                        Show.text(shortName(node.name())),
                        title,
                        x,
                        width,
                        level,
                        node.bytes(),
                        leaking.contains(node.name())));
        int leftOut = 0;
        double from = x;
        for (FlameNode called : node.calls()) {
            leftOut += draw(called, from, level + 1, all, leaking, frames);
            from += 100.0 * called.bytes() / all.bytes();
        }
        return leftOut;
    }

    static String shortName(String function) {
        return new FrameInfo(function, null, null, null).shortName();
    }

    /** Reads {@code main;take 1488}. */
    private static Optional<Stack> stack(String line) {
        int space = line.lastIndexOf(' ');
        String bytes = line.substring(space + 1);
        if (space < 1 || !bytes.matches("[0-9]{1,15}") || Long.parseLong(bytes) == 0) {
            return Optional.empty();
        }
        String[] calls = line.substring(0, space).split(";", MOST_LEVELS);
        return Optional.of(new Stack(Long.parseLong(bytes), List.of(calls)));
    }

    /** Names the functions of the findings as the file does. */
    private static Set<String> leaking(RunDocument run) {
        return run.findings().stream()
                .map(finding -> function(finding.firstLook()))
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Optional<String> function(@Nullable FrameInfo frame) {
        String name = frame == null ? null : frame.function();
        return name == null ? Optional.empty() : Optional.of(SiteToolInfo.stackName(name));
    }
}
