#!/usr/bin/env bash
# Finds what this project needs on Debian or Ubuntu, and installs what is missing when it may.
#
#   ./setup.sh demo    what ./demo.sh needs
#   ./setup.sh test    what ./test.sh needs: the demo's and the real services that tests run
#
# Quiet when nothing is missing. Exit status: 0 all there, 1 something is missing and why, 2 usage.
set -euo pipefail

readonly LEAST_JDK=17
readonly LEAST_MAVEN=3.8.7

# Services live in sbin, which a plain user's PATH leaves out on Debian.
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin"
export LC_ALL=C

say() { printf 'setup: %s\n' "$*" >&2; }
die() {
    say "$@"
    exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# --- what is missing ---------------------------------------------------------------------------

missing=() # packages, or alternatives as "this|that" of which the first that exists is taken

need_command() { have "$1" || missing+=("$2"); }
need_package() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ] || missing+=("$1")
}

need_library() { compgen -G "/usr/lib/*/$1.*" >/dev/null || missing+=("$2"); }

# Prints the major version of the javac at $1: 17 of "javac 17.0.15", 8 of "javac 1.8.0_402".
javac_major() {
    "$1" -version 2>&1 | sed -nE 's/^javac (1\.)?([0-9]+).*/\2/p' | head -n 1
}

new_enough_javac() {
    local major
    [ -x "$1" ] && major=$(javac_major "$1") && [ -n "$major" ] && [ "$major" -ge "$LEAST_JDK" ]
}

# Maven takes JAVA_HOME before the PATH, so a JAVA_HOME that is wrong must be said, not worked around.
check_jdk() {
    if [ -n "${JAVA_HOME:-}" ]; then
        new_enough_javac "$JAVA_HOME/bin/javac" ||
            die "JAVA_HOME is $JAVA_HOME, which has no JDK $LEAST_JDK or later;" \
                "point it to one, or unset it"
    elif ! have javac; then
        missing+=("openjdk-17-jdk-headless|default-jdk-headless")
    elif ! new_enough_javac "$(command -v javac)"; then
        local javac
        for javac in /usr/lib/jvm/*/bin/javac; do
            if new_enough_javac "$javac"; then
                die "javac on the PATH is version $(javac_major javac), $LEAST_JDK or later is needed;" \
                    "there is one: export JAVA_HOME=${javac%/bin/javac}"
            fi
        done
        missing+=("openjdk-17-jdk-headless|default-jdk-headless")
    fi
}

maven_version() { mvn -v 2>/dev/null | sed -nE 's/.*Apache Maven ([0-9.]+).*/\1/p' | head -n 1; }

check_maven() {
    if ! have mvn; then
        missing+=(maven)
        return
    fi
    # Without a JDK mvn cannot tell its version; once there is one, this is asked again.
    local version
    version=$(maven_version) || true
    if [ -n "$version" ] && ! dpkg --compare-versions "$version" ge "$LEAST_MAVEN"; then
        die "Maven $version ($(command -v mvn)) is too old, $LEAST_MAVEN or later is needed;" \
            "take one from https://maven.apache.org/download.cgi and put its bin directory first" \
            "in the PATH"
    fi
}

find_missing() {
    missing=()
    check_jdk
    check_maven
    need_command cmake cmake
    need_command make make
    need_command g++ g++
    need_command pmap procps
    need_command prlimit util-linux
    if [ "$1" = test ]; then
        need_command gdb gdb
        need_command eu-readelf elfutils
        need_command curl curl
        need_command heaptrack heaptrack
        need_command valgrind valgrind
        # A report is opened in a real browser.
        need_command chromium 'chromium|chromium-browser'
        need_command node nodejs
        need_command npm npm
        need_command nginx 'nginx-light|nginx'
        need_command redis-server redis-server
        need_command memcached memcached
        need_command haproxy haproxy
        need_command mosquitto mosquitto
        need_command lighttpd lighttpd
        need_command dnsmasq dnsmasq-base
        need_command unbound unbound
        need_command beanstalkd beanstalkd
        need_command nats-server nats-server
        need_command redis-benchmark redis-tools
        need_command wrk wrk
        need_command h2load nghttp2-client
        compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || missing+=(postgresql)
        # Other allocators, which are preloaded.
        need_library libjemalloc.so 'libjemalloc2'
        need_library libtcmalloc_minimal.so 'libtcmalloc-minimal4|libtcmalloc-minimal4t64'
        need_library libmimalloc.so 'libmimalloc2.0|libmimalloc3'
        if [ "$(dpkg --print-architecture)" = amd64 ]; then
            need_package gcc-multilib
            need_package g++-multilib
        fi
    fi
}

# --- how it gets here --------------------------------------------------------------------------

may_be_root() { [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }; }
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

# Prints the first of "this|that" that apt can install, or the first when it can none.
choose() {
    local alternatives package
    IFS='|' read -r -a alternatives <<<"$1"
    for package in "${alternatives[@]}"; do
        # Not grep -q: it would close the pipe early, which pipefail takes for a failure.
        if apt-cache policy "$package" 2>/dev/null | grep 'Candidate: [^(]' >/dev/null; then
            printf '%s\n' "$package"
            return
        fi
    done
    printf '%s\n' "${alternatives[0]}"
}

choose_packages() {
    local wanted
    packages=()
    for wanted in "${missing[@]}"; do
        packages+=("$(choose "$wanted")")
    done
}

# A package's own script starts its service unless policy-rc.d says no. A policy that somebody else
# has put there stays; what started in spite of it is stopped below.
readonly POLICY=/usr/sbin/policy-rc.d
our_policy=false

# postgresql makes a cluster of its own when it is installed; the tests make theirs.
readonly NO_CLUSTER=/etc/postgresql-common/createcluster.d/leakgate.conf
our_no_cluster=false

forbid_cluster() {
    case " ${packages[*]} " in
        *' postgresql '*) [ -e "$NO_CLUSTER" ] && return ;;
        *) return ;;
    esac
    our_no_cluster=true
    as_root mkdir -p "${NO_CLUSTER%/*}"
    echo 'create_main_cluster = false' | as_root tee "$NO_CLUSTER" >/dev/null
}

forbid_services() {
    forbid_cluster
    [ -e "$POLICY" ] && return
    our_policy=true
    printf '#!/bin/sh\nexit 101\n' | as_root tee "$POLICY" >/dev/null
    as_root chmod 755 "$POLICY"
}

allow_services() {
    if $our_no_cluster; then
        as_root rm -f "$NO_CLUSTER"
        as_root rmdir --ignore-fail-on-non-empty "${NO_CLUSTER%/*}"
        our_no_cluster=false
    fi
    if $our_policy; then
        as_root rm -f "$POLICY"
        our_policy=false
    fi
}

# Neither now nor at the next boot: the tests start services of their own.
stop_new_services() {
    local package service
    for package in "${packages[@]}"; do
        case $package in
            nginx*) service=nginx ;;
            redis-server | memcached | haproxy | mosquitto) service=$package ;;
            lighttpd | unbound | beanstalkd | nats-server) service=$package ;;
            *) continue ;;
        esac
        if have systemctl; then
            as_root systemctl --quiet disable "$service" >/dev/null 2>&1 || true
        fi
        if have update-rc.d; then
            as_root update-rc.d "$service" disable >/dev/null 2>&1 || true
        fi
        if [ -d /run/systemd/system ]; then
            as_root systemctl --quiet stop "$service" >/dev/null 2>&1 || true
        elif [ -x "/etc/init.d/$service" ]; then
            as_root "/etc/init.d/$service" stop >/dev/null 2>&1 || true
        fi
    done
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=l \
        apt-get -q -y -o DPkg::Lock::Timeout=300 "$@"
}

# Runs a step of apt; its output is worth reading only when it fails.
quietly() {
    local log
    log=$(mktemp)
    if ! "$@" >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}

install_missing() {
    quietly apt update || say "apt-get update failed; going on with the lists there are"
    choose_packages
    say "installing ${packages[*]}"
    trap allow_services EXIT
    trap 'exit 130' INT TERM
    forbid_services
    quietly apt install --no-install-recommends "${packages[@]}" ||
        die "apt-get could not install these: ${packages[*]}"
    stop_new_services
    allow_services
}

main() {
    local level=${1:-}
    case $level in
        demo | test) ;;
        *)
            echo "usage: ./setup.sh demo|test" >&2
            exit 2
            ;;
    esac
    [ "$(uname -s)" = Linux ] || die "this is $(uname -s); Leakgate runs on Linux only"
    if ! have apt-get || ! have dpkg-query; then
        die "this is no Debian or Ubuntu (there is no apt-get); install by hand and run Maven" \
            "yourself: JDK $LEAST_JDK or later, Maven $LEAST_MAVEN or later, cmake, make, g++," \
            "procps, util-linux; for the tests gdb, elfutils, curl, nginx, redis, memcached, haproxy, mosquitto," \
            "lighttpd, dnsmasq, unbound, beanstalkd, nats-server, postgresql, wrk, h2load, 32-bit g++"
    fi

    find_missing "$level"
    [ ${#missing[@]} -eq 0 ] && return
    if ! may_be_root; then
        choose_packages
        say "missing: ${packages[*]}"
        say "neither root nor sudo without a password, so install them with this and come back:"
        say "  sudo apt-get update && sudo apt-get install --no-install-recommends ${packages[*]}"
        exit 1
    fi
    install_missing
    find_missing "$level"
    [ ${#missing[@]} -eq 0 ] || die "installed, and yet not found on the PATH: ${missing[*]}"
}

main "$@"
