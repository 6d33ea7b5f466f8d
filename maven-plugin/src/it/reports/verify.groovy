def log = new File(basedir, 'build.log').text
def builds = log.split('Building reports').drop(1)
assert builds.size() == 2

assert builds[0] =~ /\[INFO\] CLEAN  GatewayIT.unknownChannel  /
assert builds[0].contains('Report: ')
assert builds[1] =~ /OVER_BUDGET  GatewayIT.unknownChannel: heap peak/

def results = new File(basedir, 'target/leakgate')
def index = new File(results, 'index.html').text
assert index.contains('OVER BUDGET') && !index.contains('1 CLEAN')
assert index.contains('href="history.html"')
assert new File(results, 'leakgate.sarif').text.contains('leakgate/over-budget')
assert new File(results, 'history.html').text.contains('2026-01-01T00:00:00Z')
assert new File(results, 'GatewayIT/unknownChannel/report.html').text.contains('OVER BUDGET')
assert !new File(basedir, 'before/GatewayIT/unknownChannel/report.html').exists()
