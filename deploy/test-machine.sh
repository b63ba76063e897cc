#!/bin/sh
# See that the tests' machine has Chromium, what drives it, and PostgreSQL; install what is missing where possible.
set -eu
PATH=$PATH:/usr/sbin:/sbin

missing() {
    for browser in "${CHROMIUM:-chromium}" chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$browser" >/dev/null && break
    done || printf 'chromium '
    { command -v initdb || ls /usr/lib/postgresql/*/bin/initdb; } >/dev/null 2>&1 || printf 'postgresql '
    # Playwright's driver is linked to libatomic.
    [ ! -x /sbin/ldconfig ] || /sbin/ldconfig -p | grep -q 'libatomic\.so\.1' || printf 'libatomic1 '
    python3 -c 'import ensurepip, venv' 2>/dev/null || printf 'python3-venv '
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
    echo "Installing for the tests: $packages"
    $as_root apt-get -q update
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends $packages || true
fi

packages=$(missing)
[ -z "$packages" ] || {
    printf '\nThe tests need these and cannot install them here: %s\nOn Debian or Ubuntu: sudo apt-get install %s\n\n' "$packages" "$packages" >&2
    exit 1
}
