def log = new File(basedir, 'build.log').text

assert log.contains('maven-failsafe-plugin is not bound to the build')
assert log.contains('<artifactId>maven-failsafe-plugin</artifactId><version>')
assert log.contains('for GatewayChecks#unknownChannel:')
assert log.contains('the class name pattern of no test run fits')
assert !log.contains('written by an earlier build')
