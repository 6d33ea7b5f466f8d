package dev.leakgate.service;

import java.nio.file.Path;
import java.util.OptionalInt;

/** Says how a service that runs already is found. */
public sealed interface Attachment {

    /** Finds the process now, or throws {@link ServiceException} with what to do. */
    int findPid();

    /** Returns the port that it is found by; empty when it is found by something else. */
    default OptionalInt port() {
        return OptionalInt.empty();
    }

    /**
     * By its number.
     *
     * @param pid 1 or more
     */
    record ByPid(int pid) implements Attachment {

        /** Refuses what no process can have. */
        public ByPid {
            if (pid < 1) {
                throw new IllegalArgumentException("pid " + pid + " must be 1 or more");
            }
        }

        @Override
        public int findPid() {
            return pid;
        }

        @Override
        public String toString() {
            return "process " + pid;
        }
    }

    /**
     * By the file that it wrote its number to.
     *
     * @param file read when the check begins
     */
    record ByPidFile(Path file) implements Attachment {

        @Override
        public int findPid() {
            return PidFile.read(file);
        }

        @Override
        public String toString() {
            return "the process of " + file;
        }
    }

    /**
     * By the TCP port that it listens on.
     *
     * @param number 1 to 65535
     */
    record ByPort(int number) implements Attachment {

        /** Refuses what is no port. */
        public ByPort {
            NativeService.requirePort(number);
        }

        @Override
        public int findPid() {
            return PortOwner.only(number);
        }

        @Override
        public OptionalInt port() {
            return OptionalInt.of(number);
        }

        @Override
        public String toString() {
            return "the process on port " + number;
        }
    }
}
