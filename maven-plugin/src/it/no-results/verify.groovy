def log = new File(basedir, 'build.log').text

assert log.contains('not checked, there is no result of this build for GatewayIT#unknownChannel:')
assert log.contains('leaves the engine "leakgate" out')
