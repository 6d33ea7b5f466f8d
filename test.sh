#!/usr/bin/env bash
# Passes all tests, of every module.
#
#   ./test.sh          what each change must pass
#   ./test.sh --long   also the long runs
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C.UTF-8 # else Java prints ? for each dash and arrow where no locale is set

options=()
for argument in "$@"; do
    case $argument in
        --long) options+=(-Dleakgate.long=true) ;;
        *)
            echo "usage: ./test.sh [--long]" >&2
            exit 2
            ;;
    esac
done

./setup.sh test
if command -v shellcheck >/dev/null; then
    shellcheck ./*.sh .ci/run
fi

mkdir -p target/test
readonly LOG=target/test/maven.log
readonly BEGAN=target/test/began
touch "$BEGAN"
status=0
mvn -B -Dstyle.color=never verify ${options[@]+"${options[@]}"} 2>&1 | tee "$LOG" || status=$?

# One line for all modules, in Maven's own words; the invoker's builds count as tests.
awk '
    /^\[[A-Z]+\] Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+ *$/ {
        gsub(/,/, "")
        run += $4; failures += $6; errors += $8; skipped += $10
    }
    /^\[[A-Z]+\] +Passed: [0-9]+, Failed: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+ *$/ {
        gsub(/,/, "")
        run += $3 + $5 + $7 + $9; failures += $5; errors += $7; skipped += $9
    }
    END {
        printf "Tests run: %d, Failures: %d, Errors: %d, Skipped: %d\n", run, failures, errors, skipped
    }
' "$LOG"

# Why tests were skipped: what this machine lacks, 32-bit libraries and such. One line a reason.
find . -path '*/target/*-reports/TEST-*.xml' -newer "$BEGAN" -exec grep -ho '<skipped message="[^"]*"' {} + |
    sed -e 's/^<skipped message="//' -e 's/"$//' -e 's/^Assumption failed: //' -e 's/&#10;.*//' \
        -e 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g' |
    sort | uniq -c | sort -rn |
    while read -r count reason; do
        echo "Skipped $count: $reason"
    done || true # grep finds none
exit "$status"
