package dev.leakgate.linux;

import java.time.Duration;

/**
 * Stops the threads of a process and lets them go on, each with what it was about to do: a signal
 * is passed on, a call that answered EINTR only because of us is made again.
 *
 * <p>Runs on the {@link NativeThread}. Nothing is allocated between the first stop and the last
 * release, unless threads are born by the hundreds.
 */
final class ThreadStops implements AutoCloseable {

    /** How long a service may stand before it is let go without a copy. */
    static final Duration DEADLINE = Duration.ofMillis(250);

    /** A thread that does not stop for so long may have ended. */
    private static final long LOOK_CLOSER_NANOS = 10_000_000;

    private final int pid;
    private final ThreadSlots slots;
    private final CaptureStep.Listener listener;
    private final TaskDirectory tasks;
    private final Pause pause = new Pause();
    private int refusal;

    ThreadStops(int pid, int expectedThreads, CaptureStep.Listener listener) {
        this.pid = pid;
        this.listener = listener;
        tasks = new TaskDirectory(pid);
        slots = new ThreadSlots(expectedThreads);
    }

    ThreadSlots slots() {
        return slots;
    }

    /**
     * Stops all threads, also those that are born meanwhile, and reads their registers.
     *
     * @throws CaptureRefusedException when one does not stop in time, or we may not; all go on then
     */
    void stopAll() {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        int scansWithoutNews = 0;
        while (scansWithoutNews < 2) {
            int before = slots.count();
            seizeNewThreads();
            listener.reached(CaptureStep.SEIZED);
            // Backwards: the main thread is the first one.
            for (int slot = slots.count() - 1; slot >= before; slot--) {
                interrupt(slot);
            }
            if (slots.count() == before) {
                scansWithoutNews++;
                continue;
            }
            scansWithoutNews = 0;
            awaitStops(deadline);
        }
        finishStop();
    }

    /** Stops one thread, the first of those named that lets itself be stopped. */
    void stopOneOf(int[] tids) {
        long deadline = System.nanoTime() + DEADLINE.toNanos();
        boolean stands = false;
        for (int i = 0; i < tids.length && !stands; i++) {
            if (seize(tids[i])) {
                int slot = slots.count() - 1;
                interrupt(slot);
                awaitStops(deadline);
                stands = slots.stopped(slot);
            }
        }
        finishStop();
    }

    private void finishStop() {
        int standing = 0;
        for (int slot = 0; slot < slots.count(); slot++) {
            standing += slots.stopped(slot) ? 1 : 0;
        }
        if (standing == 0) {
            throw refusal == 0
                    ? CaptureRefusedException.ended(pid)
                    : TracePermission.refusal(pid, refusal);
        }
        listener.reached(CaptureStep.STOPPED);
        for (int slot = 0; slot < slots.count(); slot++) {
            if (slots.stopped(slot)) {
                readTheRest(slot);
            }
        }
        listener.reached(CaptureStep.REGISTERS_READ);
    }

    /**
     * Seizes all before any of them stops, and the main thread last. What is sent to the process is
     * weighed by how the main thread stands, and a SIGCHLD by the thread that made the child: while
     * that one is traced, a signal that all ignore is not thrown away, and when it stands, another
     * thread is woken for it. If that one is traced too, we hide it; else its caller sees EINTR.
     *
     * <p>Microseconds are left, until each was asked to stop: a thread that forks just then may
     * take the signal for which another one was woken, which goes on with EINTR, and no stop.
     */
    private void seizeNewThreads() {
        tasks.rewind();
        for (int tid = tasks.next(); tid != TaskDirectory.END; tid = tasks.next()) {
            if (tid != pid && !slots.holds(tid)) {
                seize(tid);
            }
        }
        if (!slots.holds(pid)) {
            seize(pid);
        }
    }

    private boolean seize(int tid) {
        int errno = Ptrace.seize(tid, Ptrace.TRACE_SYSGOOD);
        if (errno == 0) {
            slots.add(tid);
            return true;
        }
        // ESRCH and, for one that waits to be reaped, EPERM: a thread that ended.
        if (errno != Errno.ESRCH && refusal == 0) {
            refusal = errno;
        }
        return false;
    }

    private void interrupt(int slot) {
        if (!Ptrace.interrupt(slots.tid(slot))) {
            collect(slot);
        }
    }

    private void awaitStops(long deadline) {
        pause.restart();
        long started = System.nanoTime();
        while (true) {
            boolean news = false;
            int running = 0;
            for (int slot = 0; slot < slots.count(); slot++) {
                if (slots.standing(slot) == ThreadSlots.RUNS) {
                    news |= collect(slot);
                    running += slots.standing(slot) == ThreadSlots.RUNS ? 1 : 0;
                }
            }
            if (running == 0) {
                return;
            }
            long now = System.nanoTime();
            if (now - started > LOOK_CLOSER_NANOS) {
                dropEnded();
            }
            if (now - deadline > 0) {
                throw CaptureRefusedException.doesNotStop(pid, firstRunning());
            }
            if (news) {
                pause.restart();
            } else {
                pause.nap();
            }
        }
    }

    /** Looks at a thread that was asked to stop; false when there is nothing new. */
    private boolean collect(int slot) {
        int tid = slots.tid(slot);
        int status = Ptrace.look(tid);
        if (status == Ptrace.NOTHING) {
            return false;
        }
        if (status == Ptrace.NO_TRACEE || !WaitStatus.stopped(status)) {
            ReapedExits.keep(tid, status);
            slots.stands(slot, ThreadSlots.GONE);
        } else if (WaitStatus.onRequest(status)) {
            arrived(slot);
        } else {
            passOn(slot, WaitStatus.signal(status));
        }
        return true;
    }

    /**
     * Passes a signal on. While it is traced, a thread gets also those that it ignores: no handler
     * runs, and the call that this one ended must go on as if there had been none.
     */
    private void passOn(int slot, int signal) {
        int tid = slots.tid(slot);
        if (Ptrace.readRegisters(tid, slots.at(slot, ThreadSlots.REGISTERS))) {
            slots.repairCall(slot);
        }
        Ptrace.goOn(tid, signal);
    }

    /** Forgets the threads that ended and of which the kernel keeps only the name. */
    private void dropEnded() {
        for (int slot = 0; slot < slots.count(); slot++) {
            if (slots.standing(slot) == ThreadSlots.RUNS
                    && ThreadFiles.ended(pid, slots.tid(slot))) {
                lost(slot);
            }
        }
    }

    private int firstRunning() {
        for (int slot = 0; slot < slots.count(); slot++) {
            if (slots.standing(slot) == ThreadSlots.RUNS) {
                return slots.tid(slot);
            }
        }
        return pid;
    }

    /** Repairs its call at once: should we be killed now, its caller sees nothing of it. */
    private void arrived(int slot) {
        if (Ptrace.readRegisters(slots.tid(slot), slots.at(slot, ThreadSlots.REGISTERS))) {
            slots.stands(slot, ThreadSlots.STOPPED);
            slots.keepFoundResult(slot);
            slots.repairCall(slot);
        } else {
            lost(slot);
        }
    }

    private void readTheRest(int slot) {
        if (Ptrace.readSignalMask(slots.tid(slot), slots.at(slot, ThreadSlots.MASK))) {
            slots.readRegisterSets(slot);
        } else {
            lost(slot);
        }
    }

    /** It was killed while it stood; the kernel keeps it until we take notice. */
    private void lost(int slot) {
        slots.stands(slot, ThreadSlots.GONE);
        Stragglers.add(slots.tid(slot));
    }

    /** Lets a thread go on for good. */
    private void release(int slot) {
        if (slots.standing(slot) == ThreadSlots.STOPPED) {
            slots.stands(slot, ThreadSlots.FREE);
            if (!Ptrace.detach(slots.tid(slot), 0)) {
                Stragglers.add(slots.tid(slot));
            }
        } else if (slots.standing(slot) == ThreadSlots.RUNS) {
            slots.stands(slot, ThreadSlots.FREE);
            Stragglers.add(slots.tid(slot));
        }
    }

    /**
     * Lets all threads go on for good, in the order in which none is woken for a signal that would
     * notice: those in a call that any signal interrupts go last. The main thread goes first, or
     * first of those, for the reason for which it was seized last; and a thread that has children
     * mostly waits for them, in a call that the kernel makes again whatever interrupts it.
     */
    void releaseAll() {
        for (int slot = 0; slot < slots.count(); slot++) {
            releaseIf(slots.tid(slot) == pid && !slots.inRestartableCall(slot), slot);
        }
        for (int slot = 0; slot < slots.count(); slot++) {
            releaseIf(slots.inCall(slot) && !slots.inRestartableCall(slot), slot);
        }
        for (int slot = 0; slot < slots.count(); slot++) {
            releaseIf(!slots.inRestartableCall(slot), slot);
        }
        for (int slot = 0; slot < slots.count(); slot++) {
            releaseIf(slots.tid(slot) == pid, slot);
        }
        for (int slot = 0; slot < slots.count(); slot++) {
            release(slot);
        }
    }

    private void releaseIf(boolean now, int slot) {
        if (now) {
            release(slot);
        }
    }

    /** Lets all go on that still stand; those that have not stopped yet, once they do. */
    @Override
    public void close() {
        releaseAll();
        tasks.close();
        slots.close();
        pause.close();
    }
}
