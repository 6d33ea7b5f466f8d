def log = new File(basedir, 'build.log').text

assert log =~ /check .*GatewayIT.unknownChannel.run.json, line 3, column \d+: the file ends too early, it is truncated; delete the file/
