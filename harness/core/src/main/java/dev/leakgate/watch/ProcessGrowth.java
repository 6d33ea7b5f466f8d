package dev.leakgate.watch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says how the memory of one process moves.
 *
 * @param now what it has
 * @param perSecond bytes that it gained, from the first look at it to the last
 * @param leak what it is likely to leak; null when it does not grow steadily, or was not seen long
 *     enough to tell
 * @param command its command line
 * @param levels its memory at each look
 */
public record ProcessGrowth(
        ProcessUse now,
        double perSecond,
        @Nullable LeakRate leak,
        String command,
        List<Long> levels) {}
