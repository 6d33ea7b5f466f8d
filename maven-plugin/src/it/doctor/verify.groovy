def log = new File(basedir, 'build.log').text

assert log.contains(' self-test  ')
assert log.contains('[INFO] Verdicts that are reached on this machine can be believed.')
