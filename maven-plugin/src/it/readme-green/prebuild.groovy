// The README's project again, with its fourth step: the fixed service.
evaluate(new File(basedir, '../readme-red/prebuild.groovy'))
def test = new File(basedir, 'src/test/java/GatewayIT.java')
def leaking = test.getText('UTF-8')
def fixed = leaking.replace('"./gateway"', '"./gateway-fixed"')
assert fixed != leaking
test.setText(fixed, 'UTF-8')
return true
