def log = new File(basedir, 'build.log').text

// Failsafe lets failing tests pass; the goal does not, and it keeps both attempts.
assert log =~ /leakgate-maven-plugin:[^ ]+:check .*: 1 leak check failed/
assert log.contains('[ERROR]   attempt 1 of 2')
def folder = new File(basedir, 'target/leakgate/GatewayIT/unknownChannel')
assert new File(folder, 'run.json').isFile()
assert new File(folder, 'attempt-1/run.json').isFile()
