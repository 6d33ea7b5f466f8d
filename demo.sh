#!/usr/bin/env bash
# Shows the main job: a build that fails since its service leaks, and passes once that is fixed.
#
# Exit status: 0 when the leaking build failed for the right reason and the fixed one passed.
set -euo pipefail
cd "$(dirname "$0")"
export LC_ALL=C.UTF-8 # else Java prints ? for each dash and arrow where no locale is set

readonly OUT=target/demo
readonly RESULTS=sample-native-app/target/leakgate

bold() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] || bold() { printf '\n%s\n' "$*"; }
die() {
    printf '\ndemo: %s\n' "$1" >&2
    grep -m 8 '^\[ERROR\] *[^ ]' "$2" >&2 || true
    printf '      log: %s\n' "$2" >&2
    exit 1
}

# Runs `mvn verify` of the sample and what it needs; keeps the log and the evidence under a name.
verify() {
    local name=$1 profiles=$2 status=0
    rm -rf "$RESULTS" "${OUT:?}/$name"
    mvn -B -Dstyle.color=never verify -pl sample-native-app -am -P"$profiles" \
        -Dit.test=GatewayIT -Dfailsafe.failIfNoSpecifiedTests=false \
        >"$OUT/$name.log" 2>&1 || status=$?
    [ ! -d "$RESULTS" ] || cp -a "$RESULTS" "$OUT/$name"
    return "$status"
}

# Prints the path of a check's run.json: $1 is the run's name, $2 the test method.
run_json() { echo "$OUT/$1/dev.leakgate.sample.GatewayIT/$2/run.json"; }

# Tells whether a check ended with a verdict: $3, as run.json has it.
has_verdict() {
    local file
    file=$(run_json "$1" "$2")
    [ -f "$file" ] && grep -oEm1 '"verdict" *: *"[A-Z_]+"' "$file" | grep -q "\"$3\""
}

# Prints the report of the leak as the build printed it: its first line and the indented ones below.
show_leak() {
    awk '
        { sub(/^\[[A-Z]+\] /, "") }
        !shown && sub(/.*LEAK +GatewayIT\./, "LEAK  GatewayIT.") { inside = 1; shown = 1; print "   " $0; next }
        inside && /^ +[^ ]/ { print "   " $0; next }
        { inside = 0 }
    ' "$1"
}

./setup.sh demo
mkdir -p "$OUT"

bold "1  mvn verify, with a service that forgets one object for each unknown channel"
echo "   (the first build fetches what Maven needs)"
if verify leaking demo,leaking; then
    die "the leaking service passed; it must not" "$OUT/leaking.log"
fi
has_verdict leaking unknownChannel LEAK ||
    die "the build failed, but not with verdict LEAK for unknownChannel" "$OUT/leaking.log"
grep -qE 'LEAK +GatewayIT\.unknownChannel: heap grows' "$OUT/leaking.log" ||
    die "the build failed, but does not say that the heap grows" "$OUT/leaking.log"
has_verdict leaking knownChannel CLEAN ||
    die "knownChannel does not leak and must be CLEAN in the same build" "$OUT/leaking.log"
show_leak "$OUT/leaking.log"
echo "   BUILD FAILURE, as it should be"

bold "2  the fix"
diff -u0 sample-native-app/native/gateway/service.cpp sample-native-app/native/gateway/service_fixed.cpp |
    grep -E '^[-+] ' | sed 's/^/   /' || true

bold "3  mvn verify, with the fixed service"
verify fixed demo || die "the fixed service failed; it must pass" "$OUT/fixed.log"
for check in knownChannel unknownChannel; do
    has_verdict fixed "$check" CLEAN ||
        die "the build passed, but $check has no verdict CLEAN" "$OUT/fixed.log"
    echo "   CLEAN  GatewayIT.$check"
done
echo "   BUILD SUCCESS"

bold "The leaking build failed for the right reason, and the fixed one passed."
echo "   evidence  $(run_json leaking unknownChannel)"
echo "             $(run_json fixed unknownChannel)"
echo "   logs      $OUT/leaking.log  $OUT/fixed.log"
