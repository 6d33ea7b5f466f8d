def log = new File(basedir, 'build.log').text

// Failsafe fails the build before the goal is reached, and shows the same message.
assert log.contains('LEAK  GatewayIT.unknownChannel')
assert log =~ /failsafe-plugin:[^ ]+:verify .*There are test failures/
assert !(log =~ /leakgate-maven-plugin:[^ ]+:check/)
