package dev.leakgate.junit.services;

import dev.leakgate.load.HttpReply;

/** Makes a request fail whose answer is not the expected one. */
final class Answers {

    private Answers() {}

    static void require(int status, HttpReply reply) {
        if (reply.status() != status) {
            throw new AssertionError("expected " + status + " but the answer is " + reply);
        }
    }

    static void require(String expected, String answer) {
        if (!answer.equals(expected)) {
            throw new AssertionError("expected \"" + expected + "\" but got \"" + answer + "\"");
        }
    }
}
