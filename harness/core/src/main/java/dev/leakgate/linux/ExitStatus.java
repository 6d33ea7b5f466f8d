package dev.leakgate.linux;

/** Says how a process ended. */
public sealed interface ExitStatus {

    /**
     * It returned from main or called exit.
     *
     * @param code 0 to 255
     */
    record Exited(int code) implements ExitStatus {
        @Override
        public String toString() {
            return "exit status " + code;
        }
    }

    /**
     * A signal ended it.
     *
     * @param signal the signal's number
     * @param coreDumped whether the kernel says that it wrote a core
     */
    record Signalled(int signal, boolean coreDumped) implements ExitStatus {
        @Override
        public String toString() {
            return Signal.name(signal) + (coreDumped ? ", core dumped" : "");
        }
    }

    /** Reads the status that waitpid(2) stores. */
    static ExitStatus ofWaitStatus(int status) {
        int signal = status & 0x7f;
        return signal == 0
                ? new Exited((status >> 8) & 0xff)
                : new Signalled(signal, (status & 0x80) != 0);
    }
}
