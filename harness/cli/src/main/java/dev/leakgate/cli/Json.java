package dev.leakgate.cli;

/** Writes what all JSON of the commands writes in the same way. */
final class Json {

    private Json() {}

    static String address(long address) {
        return "0x" + Long.toHexString(address);
    }
}
