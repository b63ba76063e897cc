#!/bin/sh
# Look up every pinned package among the known holes of the Python Package Index: audit.sh PYTHON. Needs the network.
set -eu

# --strict: a package that could not be looked up is not one without holes. A mirror of the index alone knows of none.
for requirements in requirements requirements-test requirements-bench; do
    echo "$requirements.txt:"
    "$1" -m pip_audit --strict --require-hashes --disable-pip --progress-spinner off -r "$requirements.txt" || {
        printf '\nThese packages have known holes, or could not be looked up at pypi.org: the lines above say which.\n\n' >&2
        exit 1
    }
done
