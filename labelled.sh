#!/usr/bin/env bash
# Runs Leakgate on services whose truth is known and prints how often its verdict is right.
#
#   ./labelled.sh                     each service once, less than two minutes
#   ./labelled.sh --runs 10           each ten times
#   ./labelled.sh --long              300 runs of the healthy ones, 300 of the leaking ones
#   ./labelled.sh --results FILE      appends what each run came to, as a line of JSON; the same
#                                     command goes on where it was stopped
#   ./labelled.sh --only NAME         those whose name contains NAME
#   ./labelled.sh --healthy           only those that do not leak; --leaking: only those that do
#   ./labelled.sh --held-out          only those that no rule was made with
#   ./labelled.sh --write             puts the table into docs/labelled-set.md, too
#
# Exit status: 0 no healthy one is called LEAK and no leaking one CLEAN, 1 one is, 2 usage.
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C.UTF-8
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"

./setup.sh test
mvn -B -q -pl harness/labelled -am package -Dmaven.test.skip=true -Dspotless.check.skip=true

readonly BUILT=harness/labelled/target
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" --enable-native-access=ALL-UNNAMED \
    -cp "$BUILT/classes:$BUILT/dependencies/*" dev.leakgate.labelled.Main "$@"
