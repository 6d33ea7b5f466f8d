package dev.leakgate.spec;

import dev.leakgate.load.LoadDriver;
import java.util.HexFormat;
import java.util.List;

/** Holds bytes that a request sends. */
interface Payload {

    /** The keys that bytes are written by; one of them in each mapping. */
    List<String> KEYS = List.of("send", "sendHex");

    /** Returns the bytes for the running request; not to be changed. */
    byte[] bytes(LoadDriver load);

    /** Reads {@code send}, a text, or {@code sendHex}; the mapping has one of them. */
    static Payload of(YamlMap map, TextReader texts) {
        return map.optional("sendHex")
                .map(Payload::hex)
                .orElseGet(
                        () ->
                                RequestText.of(
                                        texts.readAny(
                                                map.required("send", "send: \"PING\\r\\n\""))));
    }

    /** Tells whether a mapping has bytes; refuses two ways at once. */
    static boolean isIn(YamlMap map) {
        YamlValue hex = map.optional("sendHex").orElse(null);
        if (hex != null && map.optional("send").isPresent()) {
            throw hex.error("send and sendHex are both there; keep one of them");
        }
        return hex != null || map.optional("send").isPresent();
    }

    private static Payload hex(YamlValue value) {
        String digits = value.text().replaceAll("\\s", "");
        try {
            byte[] bytes = HexFormat.of().parseHex(digits);
            return load -> bytes;
        } catch (IllegalArgumentException e) {
            throw value.error(
                    "sendHex = \""
                            + value.text()
                            + "\" must be pairs of hexadecimal digits, as in \"00 1f ff\"");
        }
    }
}
