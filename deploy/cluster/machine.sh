#!/bin/sh
# See that this machine has the programs of the cluster; install what is missing from the distribution where possible.
# Packages of servers start a service each: those that come with this are stopped and disabled, and no others.
set -eu
PATH=$PATH:/usr/sbin:/sbin

. "$(dirname "$0")/../packages.sh"

missing() {
    { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; } >/dev/null 2>&1 || printf 'postgresql '
    command -v etcd >/dev/null || printf 'etcd-server '
    command -v patroni >/dev/null || printf 'patroni '
    command -v haproxy >/dev/null || printf 'haproxy '
    command -v pgbouncer >/dev/null || printf 'pgbouncer '
    command -v ip >/dev/null || printf 'iproute2 '
    command -v pgbackrest >/dev/null || printf 'pgbackrest '
    command -v openssl >/dev/null || printf 'openssl '
    command -v varnishd >/dev/null || printf 'varnish '
    command -v wrk >/dev/null || printf 'wrk '
}

quiet() {
    command -v systemctl >/dev/null || return 0
    for package in $1; do
        case $package in
        etcd-server) services=etcd ;;
        varnish) services='varnish varnishncsa' ;;
        *) services=$package ;;
        esac
        for service in $services; do
            systemctl stop "$service" 2>/dev/null || true
            systemctl disable "$service" 2>/dev/null || true
        done
    done
}

[ "$(id -u)" = 0 ] || {
    echo "The cluster makes machines of network namespaces, which only root may do." >&2
    exit 1
}
packages=$(missing)
[ -n "$packages" ] || exit 0

install_packages "for the cluster" "$packages"
quiet "$packages"
packages=$(missing)
[ -z "$packages" ] || {
    printf '\nThe cluster needs these and cannot install them here: %s\nOn Debian: apt-get install %s\n\n' "$packages" "$packages" >&2
    exit 1
}
