#!/bin/sh
# Install pinned requirements: install.sh PYTHON VENV REQUIREMENTS. Makes the virtual environment if there is none.
set -eu
python=$1 venv=$2 requirements=$3

fail() {
    printf '\n%s\n\n' "$*" >&2
    exit 1
}

if ! "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
    command -v "$python" >/dev/null || fail "There is no $python here: install Python 3.11 or newer, or name it: make PYTHON=/path/to/python3"
    "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "$python is $("$python" --version), and 3.11 or newer is needed: install one and name it, as in: make run PYTHON=python3.12"
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        fail "$python cannot make virtual environments. Debian and Ubuntu keep that in a package: sudo apt-get install python3-venv"
    rm -rf "$venv"
    "$python" -m venv "$venv"
fi

# Python compiles what it runs on first use; compiling all of it now would take as long again.
echo "Installing $requirements into $venv ..."
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes --no-compile -r "$requirements" ||
    fail "The packages in $requirements could not be installed: the reason stands above. Is the package index reachable?"
