def log = new File(basedir, 'build.log').text

assert log.contains('[INFO] Watching gateway, process ')
assert log.contains('[INFO] Running the integration tests again, pass 6 of 6')
assert log.contains('[INFO] LEAK  watch of gateway: heap grows ')
assert log =~ /\[ERROR\]   \d+ tests in \d+ passes after 21 to warm up/
assert log.contains('1 leak check failed')

def run = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/leakgate/watch/gateway/run.json'))
assert run.watch.marked
assert run.watch.passes >= 7
assert run.watch.tests.find { it.name == 'GatewayIT#refusesAnUnknownChannel' }.runs >= 140

// The service is gone, and nobody writes marks any more.
def pid = new File(basedir, 'target/leakgate/services/gateway.pid').text.trim()
assert !new File("/proc/$pid/exe").exists()
assert !new File(basedir, 'target/leakgate/leakgate.marks').exists()
