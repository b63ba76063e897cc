#!/bin/sh
# See that the machine has what the benchmark measures against; install what is missing where possible. What cannot be
# installed is not measured, and the table says so.
set -eu

missing() {
    version=$(ls /usr/lib/postgresql 2>/dev/null | sort -V | tail -n 1)
    [ -z "$version" ] || [ -f "/usr/share/postgresql/$version/extension/postgis.control" ] ||
        printf 'postgresql-%s-postgis-3 ' "$version"
    command -v sqlite3 >/dev/null || printf 'sqlite3 '
    command -v psql >/dev/null || printf 'postgresql-client '
    command -v wrk >/dev/null || printf 'wrk '
}

packages=$(missing)
[ -n "$packages" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root=""
elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    as_root="sudo"
else
    as_root="none"
fi

if command -v apt-get >/dev/null && [ "$as_root" != none ]; then
    echo "Installing for the benchmark: $packages"
    $as_root apt-get -q update
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends $packages || true
fi

packages=$(missing)
[ -z "$packages" ] || printf '\nNot here, and so not measured against: %s\n\n' "$packages" >&2
