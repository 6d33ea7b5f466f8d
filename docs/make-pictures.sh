#!/usr/bin/env bash
# Makes the pictures of the docs anew, from a run of the sample that leaks.
#
#   docs/make-pictures.sh
#
# Needs what ./setup.sh test brings.
set -euo pipefail
cd "$(dirname "$0")/.."

out=target/pictures
rm -rf "$out"
mkdir -p "$out" docs/pictures

mvn -B -q package -Pdemo -pl harness/cli,sample-native-app -am
(
    cd sample-native-app
    # Finding the leak is its work here: status 1.
    java -jar ../harness/cli/target/leakgate-cli.jar check -o "../$out/results" \
        -D sample.gateway=target/native/gateway --only "known and unknown channels" \
        src/test/leakcheck/gateway.leakcheck.yaml >"../$out/check.txt" || [ $? = 1 ]
)
java -jar harness/cli/target/leakgate-cli.jar report "$out/results" >"$out/report.txt"

browser=target/browser
mkdir -p "$browser"
cp harness/core/src/test/browser/{package.json,package-lock.json,picture.mjs} "$browser"
(cd "$browser" && npm ci --ignore-scripts --no-audit --no-fund >/dev/null)
page=$(find "$out/results" -name report.html | head -n 1)
node "$browser/picture.mjs" "$(command -v chromium || command -v chromium-browser)" \
    "$page" docs/pictures/report.png
ls -l docs/pictures
