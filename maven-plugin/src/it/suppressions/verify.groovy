def log = new File(basedir, 'build.log').text

// What is suppressed passes, by the file or by the check itself; what has expired fails.
assert log =~ /Tests run: 3, Failures: 1, Errors: 0, Skipped: 0.*LeakSpecsIT/
assert log.contains('[ERROR] LEAK  LeakSpecsIT: leak that should be mended by now')
assert !log.contains('LEAK  LeakSpecsIT: known leak')
assert log =~ /leakgate-maven-plugin:[^ ]+:check .*: 1 leak check failed/

assert log =~ /\[WARNING\] expired: the suppression of "heap" .*\(mended with the last release, team-gateway\) ended with 2020-01-31/
assert log.contains('[WARNING] unused: nothing grows that the suppression of "arenas of logger" covers; remove it')
assert log.count('[WARNING] unused: ') == 1
assert log.count('[WARNING] expired: ') == 1

def runs = [:]
new File(basedir, 'target/leakgate/LeakSpecsIT').eachFileRecurse {
    if (it.name == 'run.json') {
        def run = new groovy.json.JsonSlurper().parse(it)
        runs[run.test.displayName - 'LeakSpecsIT: '] = run
    }
}
def used = { run -> run.suppressions.findAll { it.state == 'used' } }
assert runs['known leak'].verdict == 'CLEAN'
assert used(runs['known leak'])*.suppressed == [['heap']]
assert used(runs['known leak'])*.count == [1]
assert runs['known leak'].message.any { it.contains('not counted: 1 suppression (mended with the next release, until 2999-12-31)') }
assert runs['leak that the check itself calls known'].verdict == 'CLEAN'
assert used(runs['leak that the check itself calls known'])*.reason == ['kept for the audit']
assert runs['leak that should be mended by now'].verdict == 'LEAK'
assert used(runs['leak that should be mended by now']) == []
