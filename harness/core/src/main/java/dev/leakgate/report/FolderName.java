package dev.leakgate.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Turns the names of classes and methods into names of folders; two names never share one. */
final class FolderName {

    /** File systems allow 255 bytes; the hash and the files' own names need some of a path too. */
    private static final int LONGEST = 120;

    private static final Pattern FORBIDDEN = Pattern.compile("^([.-]|$)|[^A-Za-z0-9._$-]");
    private static final String USUAL_PARAMETER = "dev.leakgate.load.LoadDriver";
    private static final String OUR_PACKAGES = "dev.leakgate.";

    private FolderName() {}

    static String ofClass(String name) {
        return safe(name);
    }

    /**
     * Shortens {@code unknownChannel(dev.leakgate.load.LoadDriver)} to {@code unknownChannel};
     * other parameters stay, since methods can be overloaded.
     */
    static String ofMethod(String method) {
        int open = method.indexOf('(');
        if (open < 0 || !method.endsWith(")")) {
            return safe(method);
        }
        String name = method.substring(0, open);
        String parameters = method.substring(open + 1, method.length() - 1);
        if (parameters.equals(USUAL_PARAMETER)) {
            return safe(name);
        }
        StringJoiner joined = new StringJoiner("-", name + "-", "");
        for (String type : parameters.split(",", -1)) {
            joined.add(parameters.isEmpty() ? "none" : shorten(type.strip()));
        }
        return safe(joined.toString());
    }

    private static String shorten(String type) {
        return type.startsWith(OUR_PACKAGES) ? type.substring(type.lastIndexOf('.') + 1) : type;
    }

    private static String safe(String name) {
        String replaced = FORBIDDEN.matcher(name).replaceAll("_");
        if (replaced.equals(name) && !name.isEmpty() && name.length() <= LONGEST) {
            return name;
        }
        String start = replaced.substring(0, Math.min(replaced.length(), LONGEST));
        return start + "-" + hash(name);
    }

    private static String hash(String name) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("each Java platform has SHA-256", impossible);
        }
    }
}
