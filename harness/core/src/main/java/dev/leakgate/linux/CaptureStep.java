package dev.leakgate.linux;

/** Names the steps of a capture, in their order; a tracer may be killed behind each. */
enum CaptureStep {
    SEIZED,
    STOPPED,
    REGISTERS_READ,
    FRAME_WRITTEN,
    REGISTERS_SET,
    SIGNALS_BLOCKED,
    CALL_ENTERED,
    COPY_MADE,
    CALL_LEFT,
    BACK_ON_SIGNAL_PATH,
    SIGNALS_RESTORED,
    REGISTERS_RESTORED,
    RELEASED,
    COPY_STOPPED,
    COPY_BOUND,
    COPY_KILLED,
    REAPED;

    /** Hears of each step, on the thread that takes it. Tests end the harness there. */
    interface Listener {
        void reached(CaptureStep step);
    }
}
