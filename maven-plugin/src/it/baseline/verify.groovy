def log = new File(basedir, 'build.log').text
def builds = log.split('Building baseline').drop(1)
assert builds.size() == 7

assert builds[0] =~ /check .*: there is no baseline \S+leakgate-baseline.json, and nothing is accepted without one; write it with leakgate:baseline/
assert builds[1] =~ /baseline .*: no baseline is written in continuous integration \(CI is set\)/
assert builds[2] =~ /\[INFO\] \S+leakgate-baseline.json: 1 check accepted, 1 new, 0 as before; review and commit it/
assert builds[3].contains('[INFO] CLEAN  GatewayIT.unknownChannel')
assert builds[4] =~ /\[ERROR\] OVER_BUDGET  GatewayIT.unknownChannel: heap peak [0-9.]+ KiB, allowed [0-9.,]+ K?i?B \(50 % \+ 4,096 B over 4,096 B of the baseline; pom.xml, budget 1\)/
assert builds[5] =~ /check .*: another.json: GatewayIT#unknownChannel is of the service worker, and this run is of gateway-fixed/
assert builds[6] =~ /\[INFO\] \S+small.json: 1 check held to the smaller figures, 0 as before; review and commit it/

def slurper = new groovy.json.JsonSlurper()
def written = slurper.parse(new File(basedir, 'leakgate-baseline.json')).checks[0]
assert written.name == 'GatewayIT#unknownChannel' && written.service == 'gateway-fixed'
assert written.provenance.kernel == System.getProperty('os.version')
assert written.provenance.libc.startsWith('glibc ') && written.provenance.compiler.startsWith('GCC: ')
assert written.provenance.samples == 6 && written.provenance.requests == 1000
def heap = written.figures.find { it.metric == 'peak' && it.region == 'heap' && it.total }
assert heap.value > 4096 && heap.text ==~ /[0-9.]+ KiB/

// The small figures stay, those that it lacked are new.
def ratcheted = slurper.parse(new File(basedir, 'small.json')).checks[0]
assert ratcheted.figures.find { it.metric == 'peak' && it.region == 'heap' && it.total }.value == 4096
assert ratcheted.figures.find { it.metric == 'threads' }
