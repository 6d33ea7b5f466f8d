package dev.leakgate.finding;

import java.util.OptionalLong;

/**
 * Names one step on the way from a root to an object.
 *
 * @param place where a root lies, {@code "gateway .bss +0x40"}, {@code "stack of handler"}; {@code
 *     ""} within the heap
 * @param symbol of a global, {@code "g_sessions"}; {@code ""} when it is none or has none
 * @param type of the object; {@code ""} when nothing tells it
 * @param offset bytes from its begin to the pointer that leads on; empty for the last
 */
public record HolderStep(String place, String symbol, String type, OptionalLong offset) {

    /** Returns the global without how far into it the word lies: of {@code g_pool+0x8} g_pool. */
    String global() {
        int offsetAt = symbol.lastIndexOf("+0x");
        return offsetAt < 0 ? symbol : symbol.substring(0, offsetAt);
    }
}
