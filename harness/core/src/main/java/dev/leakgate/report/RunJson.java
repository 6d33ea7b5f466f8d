package dev.leakgate.report;

import java.io.IOException;
import java.nio.file.Path;

/** Writes a check's result to {@code run.json} and reads it back. */
public final class RunJson {

    /** The file's name in the folder of a check. */
    public static final String FILE_NAME = "run.json";

    /** Largest file that is read, in bytes. */
    static final int LARGEST = 256 << 20;

    private static final SchemaJson<RunDocument> FILES = files(LARGEST);

    private RunJson() {}

    private static SchemaJson<RunDocument> files(int largest) {
        return new SchemaJson<>(
                RunDocument.class,
                RunDocument.SCHEMA,
                largest,
                new SchemaJson.Words(
                        "result of Leakgate",
                        "delete the file and run the check again with mvn verify",
                        "give leakgate-maven-plugin the version of leakgate-junit"));
    }

    /**
     * Writes a result, readable by its owner alone; who reads meanwhile sees the file before or
     * after, never half of it.
     *
     * @param file the target, {@code .../run.json}; its directory is made when it is missing
     * @throws IOException when the directory cannot be written
     */
    public static void write(Path file, RunDocument document) throws IOException {
        PrivateFile.write(file, FILES.bytes(document));
    }

    /**
     * Reads a result. Fields that this version does not know are skipped.
     *
     * @throws RunFileException when the file is missing, larger than 256 MiB, cut short, no JSON,
     *     of another schema or without a field that each result has
     */
    public static RunDocument read(Path file) throws RunFileException {
        return FILES.read(file);
    }

    static RunDocument read(Path file, int largest) throws RunFileException {
        return files(largest).read(file);
    }
}
