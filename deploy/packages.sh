# Sourced by the scripts that see to a machine: install_packages REASON PACKAGES from the distribution, where possible.

install_packages() {
    echo "Installing $1: $2"
    if [ "$(id -u)" = 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
        as_root="sudo"
    else
        return 0
    fi
    command -v apt-get >/dev/null || return 0
    $as_root apt-get -q update
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends $2 || true
}
