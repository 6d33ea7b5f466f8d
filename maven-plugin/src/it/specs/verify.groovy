def log = new File(basedir, 'build.log').text

// Each check of the file is a test of the class that carries it.
assert log =~ /Tests run: 3, Failures: 1, Errors: 0, Skipped: 1.*LeakSpecsIT/
assert log.contains('[ERROR] LEAK  LeakSpecsIT: unknown channel')
assert log.contains('spec    src/test/leakcheck/gateway.leakcheck.yaml:2:5')
assert log.contains('again   mvn verify -Dit.test=LeakSpecsIT\n')
assert log.contains('CLEAN  LeakSpecsIT: unknown channel, fixed')
assert log =~ /leakgate-maven-plugin:[^ ]+:check .*: 1 leak check failed/

def runs = []
new File(basedir, 'target/leakgate/LeakSpecsIT').eachFileRecurse { if (it.name == 'run.json') runs << new groovy.json.JsonSlurper().parse(it) }
assert runs*.verdict as Set == ['LEAK', 'CLEAN'] as Set
assert runs*.test*.source as Set == ['src/test/leakcheck/gateway.leakcheck.yaml:2:5', 'src/test/leakcheck/gateway.leakcheck.yaml:6:5'] as Set
