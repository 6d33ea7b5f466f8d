#!/usr/bin/env bash
# Brings packages of a suite of Debian beside this machine's: nothing is installed.
#
#   debian-packages.sh SUITE FOLDER PACKAGE...
#
# FOLDER/root gets them as they would lie under /. apt gets them, with a configuration, lists and a
# cache of its own under FOLDER, from the mirror that this machine uses.
#
# Exit status: 0 there, 75 they cannot be had here and why, else an error.
set -euo pipefail
export LC_ALL=C

readonly SUITE=$1 FOLDER=$2
shift 2
readonly NOT_HERE=75

cannot() {
    echo "$*"
    exit "$NOT_HERE"
}

# shellcheck source=/dev/null
codename=$(. /etc/os-release && [ "$ID" = debian ] && echo "$VERSION_CODENAME") ||
    cannot "this is no Debian"
command -v apt-get >/dev/null || cannot "there is no apt-get"

# shellcheck disable=SC2016 # apt's own variables
# apt knows who is Debian once it has lists; without, what it would ask first must do.
mirror=$(
    apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' \
        'Origin: Debian' 'Component: main'
    apt-get --print-uris update | sed -nE "s|^'([^']*)/dists/($codename)/InRelease'.*|\1 \2|p"
)
mirror=$(awk -v release="$codename" '$2 == release { print $1; exit }' <<<"$mirror")
[ -n "$mirror" ] || cannot "apt has no source of $codename here"

mkdir -p "$FOLDER/lists/partial" "$FOLDER/cache/archives/partial"
cd "$FOLDER"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $SUITE main" >sources.list

apt() {
    apt-get -q -oAPT::Sandbox::User= -oAcquire::Languages=none -oAcquire::Retries=2 \
        -oAcquire::http::Timeout=20 -oAPT::Architectures=amd64 -oDir::Etc::SourceList="$PWD/sources.list" \
        -oDir::Etc::SourceParts=/dev/null -oDir::State::Lists="$PWD/lists" \
        -oDir::State::status=/dev/null -oDir::Cache="$PWD/cache" "$@"
}

# apt-get update calls a mirror that does not answer a warning, unless told.
if ! apt -oAPT::Update::Error-Mode=any update >log 2>&1; then
    if grep -qE 'resolv|connect|timed out|Network is unreachable|does not have a Release file' log; then
        cannot "$SUITE cannot be had: $(grep -m 1 -E '^(E|W|Err|  )' log)"
    fi
    cat log
    exit 1
fi
apt download "$@" >log 2>&1 || {
    cat log
    exit 1
}
for package in *.deb; do
    dpkg -x "$package" root
done

# Absolute links would lead out of root. Since trixie /lib is a link to usr/lib, which no package has.
[ -e root/lib ] || ln -s usr/lib root/lib
[ -e root/lib64 ] || ln -s usr/lib64 root/lib64
if [ -e root/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 ]; then
    ln -sf ../lib/x86_64-linux-gnu/ld-linux-x86-64.so.2 root/lib64/ld-linux-x86-64.so.2
fi
rm -rf lists cache ./*.deb
