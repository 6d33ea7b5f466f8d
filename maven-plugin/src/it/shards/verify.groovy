def log = new File(basedir, 'build.log').text
def builds = log.split('Building shards').drop(1)
assert builds.size() == 6

assert builds[2] =~ /check .*: not checked, there is no result of this build for TwoIT#unknownChannel:/
assert builds[2] =~ /no shard has it: \S+shard-1; look whether one of them left it out, or ended early/
assert builds[3].contains('[INFO] CLEAN  OneIT.unknownChannel')
assert builds[3].contains('[INFO] CLEAN  TwoIT.unknownChannel')
assert !builds[3].contains('not checked')
assert builds[4] =~ /OVER_BUDGET  TwoIT.unknownChannel: heap peak [0-9.]+ [KM]iB, allowed 1 B/

// The folders of the shards stay as they are.
def two = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/shard-2/TwoIT/unknownChannel/run.json'))
assert two.verdict == 'CLEAN' && !two.budgets

assert builds[3] =~ /WARNING\S* metrics were not sent to http:\/\/127.0.0.1:9: nobody answers there/
def metrics = new File(basedir, 'target/leakgate-metrics.prom').text
assert metrics.contains('leakgate_check_verdict{leakgate_verdict="CLEAN",service_name=')
assert metrics.count('leakgate_verdict="CLEAN"') == 2
assert builds[5].contains('leakgate.otlp.endpoint = "collector:4318" is no address to send metrics to')
