package dev.leakgate.linux;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Turns the bytes of a mapping's name into a string, and the same bytes into the same string, so
 * that a listing that was read before costs no garbage.
 */
final class NameTable {

    /** Names kept at most; a process with more of them makes the table start again. */
    static final int MOST = 1 << 13;

    private static final int FIRST_SLOTS = 1 << 8;

    /* Twice as many as names at least. */
    private byte[][] keys = new byte[FIRST_SLOTS][];
    private String[] names = new String[FIRST_SLOTS];
    private int count;

    /* Neighbours mostly share their name: the segments of a module, a heap's many pieces. */
    private byte[] lastKey = new byte[0];
    private String lastName = "";

    /** Gives the name {@code text[from, to)}, with {@code \012} turned back into a line feed. */
    String name(byte[] text, int from, int to) {
        if (from == to) {
            return "";
        }
        if (Arrays.equals(text, from, to, lastKey, 0, lastKey.length)) {
            return lastName;
        }
        int slot = slot(text, from, to);
        if (keys[slot] == null) {
            if (count == MOST || count * 2 == keys.length) {
                makeRoom();
                slot = slot(text, from, to);
            }
            keys[slot] = Arrays.copyOfRange(text, from, to);
            names[slot] = decode(keys[slot]);
            count++;
        }
        lastKey = keys[slot];
        lastName = names[slot];
        return lastName;
    }

    private void makeRoom() {
        byte[][] heldKeys = keys;
        String[] heldNames = names;
        boolean full = count == MOST;
        int slots = full ? FIRST_SLOTS : keys.length * 2;
        keys = new byte[slots][];
        names = new String[slots];
        if (full) {
            count = 0;
            return;
        }
        for (int i = 0; i < heldKeys.length; i++) {
            byte[] key = heldKeys[i];
            if (key != null) {
                int slot = slot(key, 0, key.length);
                keys[slot] = key;
                names[slot] = heldNames[i];
            }
        }
    }

    private int slot(byte[] text, int from, int to) {
        int hash = 0;
        for (int at = from; at < to; at++) {
            hash = hash * 31 + text[at];
        }
        int slot = (hash ^ (hash >>> 15)) & (keys.length - 1);
        while (keys[slot] != null
                && !Arrays.equals(text, from, to, keys[slot], 0, keys[slot].length)) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private static String decode(byte[] key) {
        // The kernel escapes the line feed alone, and no backslash: seq_path(m, path, "\n").
        return new String(key, StandardCharsets.UTF_8).replace("\\012", "\n");
    }
}
