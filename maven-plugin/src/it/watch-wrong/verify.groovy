def log = new File(basedir, 'build.log').text

assert log.contains('the service "gateway" needs one of <command>, to launch it, and <pid>, <pidFile> or <port>, to watch one that runs; there are 0')
assert log =~ /the pid file \S+stale.pid is stale: there is no process 999999999; start the service, or remove the file/
assert log =~ /the service "gateway": command not found: \S+target\/no-such-program does not exist/
assert log.contains('the service "gateway" is watched already; give the second another <name>')
assert log.contains('leakgate.repeat = 3 must be from 5 to 200: fewer passes cannot tell a leak from chance')
assert log.contains('a service is named "a/b"; it needs a name of letters, digits, dots and hyphens')
