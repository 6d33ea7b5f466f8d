package dev.leakgate.maven;

import dev.leakgate.linux.ResourceLimit;
import dev.leakgate.linux.ResourceLimit.Resource;
import dev.leakgate.service.NativeService;
import dev.leakgate.units.AddressSpace;
import dev.leakgate.units.ByteSize;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads the limits that a POM launches a service under. */
final class LaunchLimits {

    private static final String UNLIMITED = "unlimited";

    private LaunchLimits() {}

    /**
     * Sets them.
     *
     * @param limits by name, in lower case as prlimit(1) has them
     * @throws IllegalArgumentException when a name or a value is none
     */
    static void set(NativeService.Builder service, Map<String, String> limits) {
        limits.forEach(
                (name, text) -> {
                    Resource resource = resource(name);
                    try {
                        service.limit(resource, value(resource, String.valueOf(text).strip()));
                    } catch (IllegalArgumentException wrong) {
                        throw new IllegalArgumentException(
                                "limits: " + name + ": " + wrong.getMessage(), wrong);
                    }
                });
    }

    private static Resource resource(String name) {
        return Arrays.stream(Resource.values())
                .filter(each -> text(each).equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "limits: <"
                                                + name
                                                + "> is no limit; write one of "
                                                + Arrays.stream(Resource.values())
                                                        .map(LaunchLimits::text)
                                                        .collect(Collectors.joining(", "))));
    }

    private static long value(Resource resource, String text) {
        if (text.equals(UNLIMITED)) {
            return ResourceLimit.UNLIMITED;
        }
        if (resource.inBytes()) {
            return ByteSize.parse(text).bytes();
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException noNumber) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is no number; write one, or unlimited", noNumber);
        }
    }

    /**
     * Reads the name of an address space.
     *
     * @throws IllegalArgumentException when it is none; the message says which there are
     */
    static AddressSpace addressSpace(String text) {
        return Arrays.stream(AddressSpace.values())
                .filter(each -> each.text().equalsIgnoreCase(text.strip()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "\""
                                                + text
                                                + "\" is no address space; write one of "
                                                + Arrays.stream(AddressSpace.values())
                                                        .map(AddressSpace::text)
                                                        .collect(Collectors.joining(", "))));
    }

    private static String text(Resource resource) {
        return resource.name().toLowerCase(Locale.ROOT);
    }
}
