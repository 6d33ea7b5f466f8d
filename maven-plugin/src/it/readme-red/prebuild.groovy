// Makes the project that the README tells a new user to make, out of the README's own words.
def readme = new File(basedir, '../../../../README.md').getText('UTF-8')
def blocks = { language -> (readme =~ /(?s)```${language}\n(.*?)```/).collect { it[1] } }

new File(basedir, 'pom.xml').setText(blocks('xml').find { it.startsWith('<project') }, 'UTF-8')
def tests = new File(basedir, 'src/test/java')
tests.mkdirs()
def test = blocks('java').find { it.startsWith('import dev.leakgate') }
new File(tests, 'GatewayIT.java').setText(test, 'UTF-8')

for (program in ['gateway', 'gateway-fixed']) {
    def copy = new File(basedir, program)
    copy.bytes = new File(basedir, "../../native/$program").bytes
    copy.executable = true
}
return true
