package dev.leakgate.junit;

import static dev.leakgate.junit.Constants.ON_INCONCLUSIVE_PROPERTY_NAME;
import static dev.leakgate.junit.Constants.OUTPUT_DIRECTORY_PROPERTY_NAME;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.junit.platform.engine.ConfigurationParameters;

/**
 * Reads the configuration parameters.
 *
 * <p>They are read by each check and not once for all: a wrong value then fails tests, which every
 * build tool shows, and not the engine, which some drop silently.
 */
final class LeakgateConfiguration {

    private final ConfigurationParameters parameters;

    LeakgateConfiguration(ConfigurationParameters parameters) {
        this.parameters = parameters;
    }

    OnInconclusive onInconclusive() {
        String value = parameters.get(ON_INCONCLUSIVE_PROPERTY_NAME).orElse("fail").strip();
        return switch (value) {
            case "fail" -> OnInconclusive.FAIL;
            case "abort" -> OnInconclusive.ABORT;
            default ->
                    throw new InvalidCheckException(
                            ON_INCONCLUSIVE_PROPERTY_NAME
                                    + " = \""
                                    + value
                                    + "\" must be \"fail\", which is the default, or \"abort\"");
        };
    }

    Path outputDirectory() {
        String value = parameters.get(OUTPUT_DIRECTORY_PROPERTY_NAME).orElse("target/leakgate");
        Path directory;
        try {
            directory = ModuleDirectory.current().resolve(value.strip()).normalize();
        } catch (InvalidPathException e) {
            throw notADirectory(value, "it is no path (" + e.getReason() + ")");
        }
        if (Files.exists(directory) && !Files.isDirectory(directory)) {
            throw notADirectory(value, directory + " is a file");
        }
        return directory;
    }

    private static InvalidCheckException notADirectory(String value, String cause) {
        return new InvalidCheckException(
                OUTPUT_DIRECTORY_PROPERTY_NAME
                        + " = \""
                        + value
                        + "\" must name a directory: "
                        + cause
                        + "; without it evidence goes to target/leakgate");
    }
}
