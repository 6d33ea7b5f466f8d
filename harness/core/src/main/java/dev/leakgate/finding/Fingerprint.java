package dev.leakgate.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names a leak by what stays the same from run to run. */
final class Fingerprint {

    private static final int BYTES = 6;

    private Fingerprint() {}

    /** Returns 12 hexadecimal digits of SHA-256 over the parts. */
    static String of(String... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each JVM has SHA-256", impossible);
        }
    }
}
