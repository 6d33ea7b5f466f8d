def log = new File(basedir, 'build.log').text
def builds = log.split('Building budgets').drop(1)
assert builds.size() == 6

// All are kept; a warning is said and fails nothing.
assert builds[0].contains('[INFO] CLEAN  GatewayIT.unknownChannel')
assert builds[0].contains('[INFO] CLEAN  AnnotatedIT.wide')
assert builds[0] =~ /\[WARNING\] GatewayIT.unknownChannel: threads max \d+, to be 0 at most \(pom.xml, budget 3\)/
assert builds[0].contains('BUILD SUCCESS')

// Each source breaks by itself.
assert builds[1] =~ /\[ERROR\] OVER_BUDGET  GatewayIT.unknownChannel: heap peak [0-9.]+ [KM]iB, allowed 1,024 B \(pom.xml, budget 1\)/
assert builds[1] =~ /leakgate-maven-plugin:[^ ]+:check .*: 1 leak check failed/
assert builds[2] =~ /\[ERROR\] OVER_BUDGET  GatewayIT.unknownChannel: stacks peak [0-9.]+ KiB, allowed 4,096 B \(tight.yaml:2:5\)/
assert builds[3] =~ /\[ERROR\] OVER_BUDGET  AnnotatedIT.tight: heap peak [0-9.]+ [KM]iB, allowed 1 B/

assert builds[4] =~ /check .*: pom.xml, budget 1: region = "heep" is unknown; did you mean "heap"\? Write one of: heap/
assert builds[5] =~ /check .*: missing.yaml: cannot be read/

// The result and its reports show them.
def results = new File(basedir, 'target/leakgate')
def run = new groovy.json.JsonSlurper().parse(new File(results, 'GatewayIT/unknownChannel/run.json'))
assert run.verdict == 'OVER_BUDGET'
def broken = run.budgets.find { it.source == 'tight.yaml:2:5' }
assert broken.name == 'stacks peak' && broken.limit == 4096 && broken.observed > 4096 && !broken.met
assert run.budgets.find { it.name.startsWith('threads of ') && it.source == 'pom.xml, budget 4' }.met
assert run.budgets.find { it.name == 'heap growth' && it.source == 'pom.xml, budget 2' }.met
assert new File(results, 'GatewayIT/unknownChannel/report.html').text.contains('tight.yaml:2:5')
