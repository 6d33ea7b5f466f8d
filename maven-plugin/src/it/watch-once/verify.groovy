def log = new File(basedir, 'build.log').text

assert log.contains('[INFO] CLEAN  watch of gateway: growth was not judged, peaks and budgets alone')
assert log.contains('[INFO] CLEAN  watch of second: growth was not judged')
assert log.contains('[WARNING] No service is watched: skipITs is set')
assert log.count('[INFO] Watching gateway, process ') == 1

def services = new File(basedir, 'target/leakgate/services')
assert new File(services, 'gateway.port').text.trim() != new File(services, 'second.port').text.trim()
for (name in ['gateway', 'second']) {
    def pid = new File(services, name + '.pid').text.trim()
    assert !new File("/proc/$pid/exe").exists()

    // Of the service that went into the background, the process that is known ended long before.
    def port = new File(services, name + '.port').text.trim().toInteger()
    new ServerSocket().withCloseable { it.bind(new InetSocketAddress('127.0.0.1', port)) }
}
