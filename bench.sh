#!/usr/bin/env bash
# Prints our figures beside the reference tools', measured in one run on this machine.
#
#   ./bench.sh                  all
#   ./bench.sh captures watch   these groups: snapshots, captures, captures-32, watch, stacks, analyses,
#                               reports, site
#
# Exit status: 0 all figures are reached, 1 one is missed (the table says which), 2 no such group.
set -euo pipefail
cd "$(dirname "$0")"

for group in "$@"; do
    case $group in
        snapshots | captures | captures-32 | watch | stacks | analyses | reports | site) ;;
        *)
            echo "usage: ./bench.sh [snapshots] [captures] [captures-32] [watch] [stacks] [analyses] [reports] [site]" >&2
            exit 2
            ;;
    esac
done

./setup.sh demo
mvn -B -q -pl harness/benchmarks -am package -Dmaven.test.skip=true

readonly BUILT=harness/benchmarks/target
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$BUILT/classes:$BUILT/dependencies/*" \
    -Dleakgate.command=harness/cli/target/leakgate dev.leakgate.benchmarks.Benchmarks "$@"
