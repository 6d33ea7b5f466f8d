package dev.leakgate.spec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Makes spec files from text. */
final class Specs {

    static final Path EVERY_KEY = Path.of("../../docs/examples/every-key.leakcheck.yaml");

    static final String LEAST =
            """
            checks:
              - name: health
                service: {command: [gateway]}
                load: {requests: [{path: /health}]}
            """;

    private Specs() {}

    static SpecFile read(String yaml) {
        return read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    static SpecFile read(byte[] yaml) {
        try {
            return SpecFile.read(new ByteArrayInputStream(yaml), "a.leakcheck.yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
