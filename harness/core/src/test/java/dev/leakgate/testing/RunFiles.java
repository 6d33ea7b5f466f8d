package dev.leakgate.testing;

import dev.leakgate.report.RunDocument;
import dev.leakgate.report.RunJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes results of checks from the text that stands in {@code run.json}. */
public final class RunFiles {

    private RunFiles() {}

    /**
     * Reads a result of the check {@code GatewayIT.unknownChannel} with the least that each must
     * have.
     *
     * @param fields more of them, each with a comma in front: {@code ,"regions":[]}
     */
    public static RunDocument run(String verdict, String fields) {
        try {
            Path file = Files.createTempFile("run", ".json");
            try {
                Files.writeString(file, json(verdict, "unknownChannel", fields));
                return RunJson.read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the text of such a result of a method of {@code GatewayIT}. */
    public static String json(String verdict, String method, String fields) {
        return """
        {"schema":"leakgate/run/1","verdict":"%1$s",
         "message":["%1$s  GatewayIT.%2$s: the first line"],
         "session":{"id":"boot-1-2","startedAt":"2026-03-01T10:00:00Z",
                    "endedAt":"2026-03-01T10:00:07Z","leakgateVersion":"0.1.0"},
         "test":{"class":"com.example.GatewayIT","method":"%2$s(dev.leakgate.load.LoadDriver)",
                 "displayName":"GatewayIT.%2$s"},
         "environment":{"os":"Debian GNU/Linux 12 (bookworm)","kernel":"6.18","arch":"amd64",
                        "cores":2,"jdk":"17"}%3$s}
        """
                .formatted(verdict, method, fields);
    }
}
