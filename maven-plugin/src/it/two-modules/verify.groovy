def log = new File(basedir, 'build.log').text

assert log.contains('[INFO] CLEAN  OneIT.unknownChannel')
assert log.contains('[INFO] CLEAN  TwoIT.unknownChannel')
assert log.contains('MultiThreadedBuilder implementation with a thread count of 2')
assert !log.contains('not marked as @threadSafe')
assert new File(basedir, 'one/target/leakgate/OneIT/unknownChannel/run.json').isFile()
assert new File(basedir, 'two/target/leakgate/TwoIT/unknownChannel/run.json').isFile()
