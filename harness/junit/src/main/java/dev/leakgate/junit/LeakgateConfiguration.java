package dev.leakgate.junit;

import static dev.leakgate.junit.Constants.ON_INCONCLUSIVE_PROPERTY_NAME;
import static dev.leakgate.junit.Constants.OUTPUT_DIRECTORY_PROPERTY_NAME;
import static dev.leakgate.junit.Constants.SUPPRESSIONS_PROPERTY_NAME;

import dev.leakgate.check.KeptMemory;
import dev.leakgate.spec.SpecException;
import dev.leakgate.spec.SpecFiles;
import dev.leakgate.spec.SuppressionFile;
import dev.leakgate.verdict.Suppressions;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.platform.engine.ConfigurationParameters;

/**
 * Reads the configuration parameters.
 *
 * <p>They are read by each check and not once for all: a wrong value then fails tests, which every
 * build tool shows, and not the engine, which some drop silently.
 */
final class LeakgateConfiguration {

    private final ConfigurationParameters parameters;
    private final Clock clock;

    LeakgateConfiguration(ConfigurationParameters parameters) {
        // The same day on every machine of a team.
        this(parameters, Clock.systemUTC());
    }

    LeakgateConfiguration(ConfigurationParameters parameters, Clock clock) {
        this.parameters = parameters;
        this.clock = clock;
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

    KeptMemory kept(KeptMemory ofTheCheck) {
        try {
            return ofTheCheck.under(parameters::get);
        } catch (IllegalArgumentException e) {
            throw new InvalidCheckException(String.valueOf(e.getMessage()));
        }
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    Suppressions suppressions() {
        Path module = ModuleDirectory.current();
        Optional<String> named = parameters.get(SUPPRESSIONS_PROPERTY_NAME).map(String::strip);
        Path file = module.resolve(named.orElse(SuppressionFile.DEFAULT_NAME));
        if (named.isEmpty() && !Files.exists(file)) {
            return Suppressions.NONE;
        }
        try {
            return SuppressionFile.read(file, SpecFiles.name(module, file), clock);
        } catch (SpecException e) {
            throw new InvalidCheckException(e.getMessage());
        }
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
