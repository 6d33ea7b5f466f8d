def log = new File(basedir, 'build.log').text

assert log.contains('[INFO] CLEAN  GatewayIT.unknownChannel')
assert !log.substring(log.lastIndexOf('Scanning for projects')).contains('Download')
