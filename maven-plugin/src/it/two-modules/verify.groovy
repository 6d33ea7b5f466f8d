def log = new File(basedir, 'build.log').text

assert log.contains('[INFO] CLEAN  OneIT.unknownChannel')
assert log.contains('[INFO] CLEAN  TwoIT.unknownChannel')
assert log.contains('MultiThreadedBuilder implementation with a thread count of 2')
assert !log.contains('not marked as @threadSafe')
assert new File(basedir, 'one/target/leakgate/OneIT/unknownChannel/run.json').isFile()
assert new File(basedir, 'two/target/leakgate/TwoIT/unknownChannel/run.json').isFile()

// One index over the reactor leads to the pages of both.
assert log =~ /report-aggregate [\s\S]*\[INFO\] CLEAN +OneIT.unknownChannel [\s\S]*\[INFO\] CLEAN +TwoIT.unknownChannel /
def index = new File(basedir, 'target/leakgate/index.html').text
assert index.contains('2 checks')
['one': 'OneIT', 'two': 'TwoIT'].each { module, test ->
    def page = "../../$module/target/leakgate/$test/unknownChannel/report.html"
    assert index.contains("href=\"$page\"")
    assert new File(basedir, "target/leakgate/$page").isFile()
}
assert new File(basedir, 'target/leakgate/leakgate-junit.xml').text.contains('tests="2"')
