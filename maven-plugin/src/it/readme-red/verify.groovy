// Every line that the README shows of the failing build stands in its log, whatever the figures.
def readme = new File(basedir, '../../../../README.md').getText('UTF-8')
// What malloc keeps may be less than a page, and is not told then.
def plain = { it.replaceAll(/, free but kept by malloc .*/, '').replaceAll(/[0-9][0-9.,]*/, '#').replaceAll(/ [KM]iB/, ' B').replaceAll(/ +/, ' ').trim() }
def log = new File(basedir, 'build.log').readLines('UTF-8').collect(plain) as Set
def shown = (readme =~ /(?s)<!-- failing-build: begin.*?```\n(.*?)```/)[0][1]

shown.readLines().each { line -> assert log.contains(plain(line)): line }
assert shown.contains('[ERROR] LEAK  GatewayIT.unknownChannel: heap grows ')
