def log = new File(basedir, 'build.log').text

assert log.contains('[INFO] Leak checks are not judged: leakgate.skip is set')
