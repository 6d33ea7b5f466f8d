def log = new File(basedir, 'build.log').text

assert log.contains('not checked, there is no result of this build for GatewayIT#unknownChannel:')
assert log.contains('written by an earlier build, at 2026-01-02T03:04:05Z, and does not count')
