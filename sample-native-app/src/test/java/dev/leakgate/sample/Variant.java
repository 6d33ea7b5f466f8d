package dev.leakgate.sample;

/** Finds the build of a service that this run is about: the fixed one or the leaking one. */
final class Variant {

    private static final String NAME = System.getProperty("sample.variant", "fixed");

    private Variant() {}

    /** Says whether this run is about the fixed build. */
    static boolean isFixed() {
        return NAME.equals("fixed");
    }

    /** Returns the path of a service, from the module's directory. */
    static String of(String service) {
        return switch (NAME) {
            case "fixed" -> "target/native/" + service + "-fixed";
            case "leaking" -> "target/native/" + service;
            default ->
                    throw new IllegalArgumentException(
                            "sample.variant is \"" + NAME + "\"; it is either fixed or leaking");
        };
    }
}
