package dev.leakgate.elf;

/**
 * Holds one note.
 *
 * @param owner such as {@code CORE}, {@code LINUX}, {@code GNU}
 * @param type what the owner means by its content
 * @param bytes the content, not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // kept as read; compared by nobody
public record Note(String owner, int type, byte[] bytes) {

    /** Prints what it is, not its content. */
    @Override
    public String toString() {
        return owner + "/0x" + Integer.toHexString(type) + ", " + bytes.length + " B";
    }
}
