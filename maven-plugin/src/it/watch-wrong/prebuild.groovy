new File(basedir, 'stale.pid').text = '999999999'
new File(basedir, 'own.pid').text = ProcessHandle.current().pid()
return true
