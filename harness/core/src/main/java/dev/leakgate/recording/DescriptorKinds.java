package dev.leakgate.recording;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells by what a descriptor stands for ({@code /proc/PID/fd}, proc(5)) of what kind it is.
 *
 * <p>The kernel prints a path, {@code socket:[4711]}, {@code anon_inode:[eventfd]} or {@code
 * anon_inode:inotify}. Numbers are no part of a kind: they are others in each run.
 */
final class DescriptorKinds {

    static final String FILES = "files";

    private static final Map<String, String> PLURALS =
            Map.of(
                    "socket", "sockets",
                    "pipe", "pipes",
                    "eventfd", "eventfds",
                    "eventpoll", "epolls",
                    "timerfd", "timerfds",
                    "signalfd", "signalfds",
                    "pidfd", "pidfds");

    /* The name before the number, or in the brackets of an anonymous inode. */
    private static final Pattern UNNAMED =
            Pattern.compile("(?:anon_inode:\\[?)?([A-Za-z][A-Za-z0-9_-]{0,31}).*", Pattern.DOTALL);

    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final int LONGEST_NAME = 200;

    private DescriptorKinds() {}

    /** Returns the kind: {@code sockets}, {@code eventfds}, {@code files}. */
    static String of(String target) {
        if (target.startsWith("/memfd:")) {
            return "memfds";
        }
        if (target.startsWith("/")) {
            return target.startsWith("/dev/") && !target.startsWith("/dev/shm/")
                    ? "devices"
                    : FILES;
        }
        Matcher unnamed = UNNAMED.matcher(target);
        if (!unnamed.matches()) {
            return "others";
        }
        String name = unnamed.group(1);
        return PLURALS.getOrDefault(name, name);
    }

    /** Returns a name that files of one series share: each row of digits is one {@code *}. */
    static String fileName(String target) {
        String name = DIGITS.matcher(target).replaceAll("*");
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }
}
