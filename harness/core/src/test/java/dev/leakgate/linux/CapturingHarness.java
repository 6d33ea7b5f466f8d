package dev.leakgate.linux;

/** Is a harness of its own that takes a snapshot of a process, for tests that kill it meanwhile. */
final class CapturingHarness {

    private CapturingHarness() {}

    /**
     * Takes a pid, and the step and how often it is reached before SIGKILL ends this JVM there; or
     * "forever" to take snapshots until somebody else does. Prints "ready" before it begins.
     */
    public static void main(String[] arguments) {
        int pid = Integer.parseInt(arguments[0]);
        String step = arguments[1];
        int self = (int) ProcessHandle.current().pid();
        int[] left = {arguments.length > 2 ? Integer.parseInt(arguments[2]) : 1};
        CaptureStep.Listener listener =
                reached -> {
                    if (reached.name().equals(step) && --left[0] == 0) {
                        Kernel.kill(self, Signal.SIGKILL);
                    }
                };
        System.out.println("ready");
        do {
            ForkedCopy.make(pid, listener).close();
        } while (step.equals("forever"));
        throw new IllegalStateException("step " + step + " was not reached");
    }
}
