#!/bin/sh
# See that the machine has what the benchmark measures against; install what is missing where possible. What cannot be
# installed is not measured, and the table says so.
set -eu
PATH=$PATH:/usr/sbin:/sbin

. "$(dirname "$0")/../packages.sh"

missing() {
    version=$(ls /usr/lib/postgresql 2>/dev/null | sort -V | tail -n 1)
    [ -z "$version" ] || [ -f "/usr/share/postgresql/$version/extension/postgis.control" ] ||
        printf 'postgresql-%s-postgis-3 ' "$version"
    command -v sqlite3 >/dev/null || printf 'sqlite3 '
    command -v psql >/dev/null || printf 'postgresql-client '
    command -v wrk >/dev/null || printf 'wrk '
    command -v nginx >/dev/null || printf 'nginx-light '
}

packages=$(missing)
[ -n "$packages" ] || exit 0

install_packages "for the benchmark" "$packages"
packages=$(missing)
[ -z "$packages" ] || printf '\nNot here, and so not measured against: %s\n\n' "$packages" >&2
