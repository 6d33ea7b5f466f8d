package dev.leakgate.image;

/** Is a harness of its own, for tests that take a permission from it. */
final class RefusedHarness {

    private RefusedHarness() {}

    /** Takes a pid; prints in one line what came of capturing it. */
    public static void main(String[] arguments) {
        Capture capture = Captures.of(Integer.parseInt(arguments[0]), CaptureMode.AUTO);
        System.out.println(
                capture instanceof Capture.Refused refused ? refused.message() : "taken");
    }
}
