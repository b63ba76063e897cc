#!/bin/sh
# See that the tests' machine has Chromium, what drives it, PostgreSQL, caches and a spreadsheet program; install what is missing where possible.
set -eu
PATH=$PATH:/usr/sbin:/sbin

. "$(dirname "$0")/packages.sh"

missing() {
    for browser in "${CHROMIUM:-chromium}" chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$browser" >/dev/null && break
    done || printf 'chromium '
    { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; } >/dev/null 2>&1 || printf 'postgresql '
    # What the files that leave are opened with, as their readers would.
    command -v soffice >/dev/null || printf 'libreoffice-calc-nogui '
    # Clocks that jump, and work that was given up long ago.
    command -v faketime >/dev/null || printf 'faketime '
    # What words are gathered and compiled with.
    command -v msgfmt >/dev/null || printf 'gettext '
    # What stands before several servers.
    command -v haproxy >/dev/null || printf 'haproxy '
    # What backups are opened with where this program is not.
    command -v age >/dev/null || printf 'age '
    # What the documents tell operators to ask the server with.
    command -v curl >/dev/null || printf 'curl '
    # The caches that operators may put in front of the server.
    command -v varnishd >/dev/null || printf 'varnish '
    command -v nginx >/dev/null || printf 'nginx-light '
    # The rules of alarms are checked and rehearsed by Prometheus's own tool.
    command -v promtool >/dev/null || printf 'prometheus '
    # What reads the units of deploy/systemd/; nothing of it has to run.
    command -v systemd-analyze >/dev/null || printf 'systemd '
    # Playwright's driver is linked to libatomic.
    [ ! -x /sbin/ldconfig ] || /sbin/ldconfig -p | grep -q 'libatomic\.so\.1' || printf 'libatomic1 '
    python3 -c 'import ensurepip, venv' 2>/dev/null || printf 'python3-venv '
}

packages=$(missing)
[ -n "$packages" ] || exit 0

install_packages "for the tests" "$packages"
packages=$(missing)
[ -z "$packages" ] || {
    printf '\nThe tests need these and cannot install them here: %s\nOn Debian or Ubuntu: sudo apt-get install %s\n\n' "$packages" "$packages" >&2
    exit 1
}
