#!/bin/sh
# See that this machine has what the container file is checked with; install what is missing where possible.
set -eu
PATH=$PATH:/usr/sbin:/sbin

. "$(dirname "$0")/../packages.sh"

missing() {
    command -v debootstrap >/dev/null || printf 'debootstrap '
    command -v docker-compose >/dev/null || printf 'docker-compose '
    command -v ip >/dev/null || printf 'iproute2 '
}

[ "$(id -u)" = 0 ] || {
    echo "The check runs the steps of the container file in a folder that it makes its root, which only root may do." >&2
    exit 1
}
packages=$(missing)
[ -n "$packages" ] || exit 0

install_packages "for the check of the container file" "$packages"
packages=$(missing)
[ -z "$packages" ] || {
    printf '\nThe check needs these and cannot install them here: %s\nOn Debian: apt-get install %s\n\n' "$packages" "$packages" >&2
    exit 1
}
