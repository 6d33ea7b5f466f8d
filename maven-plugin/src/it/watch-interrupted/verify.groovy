def log = new File(basedir, 'build.log').text

assert log.contains('[INFO] Watching gateway, process ')
assert !log.contains('BUILD')

// What was started is stopped by whom it was told to, while the last lines are written.
def pid = new File(basedir, 'target/leakgate/services/gateway.pid').text.trim()
def deadline = System.nanoTime() + 20_000_000_000L
while (new File("/proc/$pid/exe").exists()) {
    assert System.nanoTime() < deadline : "the service, process $pid, still runs"
    Thread.sleep(20)
}
