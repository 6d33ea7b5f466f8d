def folder = new File(basedir, 'target/leakgate/GatewayIT/unknownChannel')
folder.mkdirs()
new File(folder, 'run.json').bytes = new File(basedir, 'truncated.json').bytes
return true
