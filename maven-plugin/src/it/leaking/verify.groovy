def log = new File(basedir, 'build.log').text

// The goal is declared before Failsafe, so it is the one that fails the build.
assert log.contains('[ERROR] LEAK  GatewayIT.unknownChannel')
assert log =~ /leakgate-maven-plugin:[^ ]+:check .*: 1 leak check failed/
assert !(log =~ /failsafe-plugin:[^ ]+:verify/)

def run = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/leakgate/GatewayIT/unknownChannel/run.json'))
assert run.verdict == 'LEAK'
assert log.contains(run.message[0])

// The reports are there though the build failed.
def results = new File(basedir, 'target/leakgate')
assert new File(results, 'index.html').text.contains('GatewayIT.unknownChannel')
assert new File(results, 'leakgate.sarif').text.contains('leakgate/leak')
assert log =~ /\[INFO\] LEAK  GatewayIT.unknownChannel  \S+  \+/
