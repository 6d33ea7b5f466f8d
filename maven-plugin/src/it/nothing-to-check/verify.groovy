def log = new File(basedir, 'build.log').text

assert log.contains('[INFO] There is nothing to check: no method with @LeakCheck and no spec file is to run')
assert log.contains('leakgate.requireResults is set, but no leak check ran in this module')
