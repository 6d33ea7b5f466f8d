package dev.leakgate.junit;

/** Says what becomes of a check that could not tell. */
enum OnInconclusive {
    /** The test fails. */
    FAIL,
    /** The test is aborted; the build goes on without a verdict. */
    ABORT
}
