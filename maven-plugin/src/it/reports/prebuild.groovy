import groovy.json.JsonOutput
import groovy.json.JsonSlurper

// A result as of this build: its checks began after Maven did.
def sample = new File(basedir, '../../../../harness/core/src/test/resources/dev/leakgate/report/leak.run.json')
def run = new JsonSlurper().parse(sample)
run.verdict = 'CLEAN'
run.remove('reason')
run.message = ['CLEAN  GatewayIT.unknownChannel']
run.session.leakgateVersion = (new File(basedir, 'pom.xml').text =~ /<version>(\d[^<]*-SNAPSHOT|\d+\.\d+[^<]*)</)[0][1]
write('before/GatewayIT/unknownChannel', run, '2026-01-01T00:00:00Z')
write('target/leakgate/GatewayIT/unknownChannel', run, '2126-01-01T00:00:00Z')
return true

def write(folder, run, when) {
    run.session.startedAt = when
    run.session.endedAt = when
    def file = new File(basedir, folder + '/run.json')
    file.parentFile.mkdirs()
    file.setText(JsonOutput.prettyPrint(JsonOutput.toJson(run)), 'UTF-8')
}
