def log = new File(basedir, 'build.log').text

assert log.count('[WARNING] 2 leak checks not checked: skipTests is set') == 1
assert log.count('leak checks not checked: maven.test.skip is set') == 1
assert log.count('[WARNING] 1 leak check not checked: skipTests is set') == 1
assert log.contains('2 leak checks not checked: skipTests is set, and leakgate.requireResults demands them')
