def log = new File(basedir, 'build.log').text

assert log.contains('[INFO] CLEAN  GatewayIT.unknownChannel')
assert log.contains('[INFO] 1 leak check left out by the filters of the tests: GatewayIT#unknownChannel')
assert log.contains('leakgate:check was called by itself and runs no test; run mvn verify')
assert log.contains('The result that is there was written by an earlier build')
