#!/usr/bin/env bash
# Prints our figures beside the reference tools', measured in one run on this machine.
#
# Exit status: 0 all figures are reached, 1 one is missed (the table says which).
set -euo pipefail
cd "$(dirname "$0")"

if [ $# -gt 0 ]; then
    echo "usage: ./bench.sh" >&2
    exit 2
fi

./setup.sh demo
mvn -B -q -pl harness/benchmarks -am package -Dmaven.test.skip=true

readonly BUILT=harness/benchmarks/target
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$BUILT/classes:$BUILT/dependencies/*" \
    dev.leakgate.benchmarks.Benchmarks
