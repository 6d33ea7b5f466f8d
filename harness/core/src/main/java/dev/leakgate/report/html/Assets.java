package dev.leakgate.report.html;

import dev.leakgate.report.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds the style and the scripts that go into each page, and the rule that no others run. */
final class Assets {

    static final String STYLE = read("report.css") + read("uplot/uPlot.min.css");
    static final String CHARTS = read("uplot/uPlot.iife.min.js");
    static final String CHARTS_LICENCE = read("uplot/LICENSE").strip();
    static final String SCRIPT = read("report.js");

    /**
     * Allows the scripts of this page by their hashes and nothing else: should a text of the
     * service's memory ever get past the escaping, the browser still does not run it.
     */
    static final String POLICY =
            "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'unsafe-inline';"
                    + " img-src data:; script-src "
                    + hash(CHARTS)
                    + " "
                    + hash(SCRIPT);

    private static final IdentityHashMap<String, byte[]> ENCODED = new IdentityHashMap<>();

    static {
        for (String asset : List.of(STYLE, CHARTS, SCRIPT)) {
            ENCODED.put(asset, VisibleText.of(asset).getBytes(StandardCharsets.UTF_8));
        }
    }

    private Assets() {}

    /**
     * Returns the bytes of a style or script of ours; null for any other text, were it the same.
     */
    static byte @Nullable [] encoded(String text) {
        return ENCODED.get(text);
    }

    private static String read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String hash(String script) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(script.getBytes(StandardCharsets.UTF_8));
            return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
