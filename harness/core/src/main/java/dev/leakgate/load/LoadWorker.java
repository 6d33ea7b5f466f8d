package dev.leakgate.load;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Sends requests on one thread, block after block. */
final class LoadWorker implements Runnable {

    private final WorkerDriver driver;
    private final Thread thread;
    private final BlockingQueue<RunningBlock> blocks = new ArrayBlockingQueue<>(1);
    private volatile boolean retired;
    private volatile boolean busy;

    LoadWorker(WorkerDriver driver) {
        this.driver = driver;
        this.thread = new Thread(this, "leakgate-load-" + driver.worker());
        thread.setDaemon(true);
        thread.start();
    }

    /** Hands over a block; the one before it must have ended. */
    void begin(RunningBlock block) {
        busy = true;
        blocks.add(block);
    }

    /** Says whether a block has not ended. */
    boolean busy() {
        return busy;
    }

    /** Ends the running request if its time is over. */
    void expire(long nowNanos) {
        driver.expire(nowNanos);
    }

    /** Wakes a load method that blocks, in the built-in client or in anything that can be. */
    void interrupt() {
        driver.stop();
        thread.interrupt();
    }

    /** Lets the thread end as soon as the load method lets it. */
    void retire() {
        retired = true;
        interrupt();
    }

    void join(long millis) throws InterruptedException {
        thread.join(millis);
    }

    @Override
    public void run() {
        while (!retired) {
            try {
                drain(blocks.take());
            } catch (InterruptedException e) {
                // Meant for a request that has just ended, or this thread is retired.
            }
        }
        driver.closeConnection();
    }

    private void drain(RunningBlock block) {
        try {
            driver.begin(block::countStatus);
            block.ready.countDown();
            block.go.await();
            for (long number = block.take(); number > 0; number = block.take()) {
                send(block, number);
                // A method that was interrupted may not interrupt the next one.
                Thread.interrupted();
            }
        } catch (InterruptedException e) {
            // Stopped before it began.
        } finally {
            driver.closeConnection();
            busy = false;
            block.drained.countDown();
        }
    }

    private void send(RunningBlock block, long number) {
        long begin = block.awaitStart(number);
        if (!block.begin()) {
            return;
        }
        driver.beginRequest(number);
        RequestCounts counts = driver.counts();
        try {
            block.method.send(driver);
            block.succeeded(System.nanoTime() - begin, counts);
        } catch (VirtualMachineError e) {
            block.fatal(e);
        } catch (Throwable e) {
            block.failed(number, e, counts);
        } finally {
            driver.endRequest();
        }
    }
}
