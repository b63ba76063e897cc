#!/bin/sh
# Pin NAME.in into NAME.txt for every NAME given: with hashes, from the public index alone, each reason beside its line.
set -eu
command -v pip-compile >/dev/null || { echo "pip-compile is missing: pip install pip-tools" >&2; exit 1; }

for name in "$@"; do
    # The reader's own pip settings must not leak into the file.
    env -u PIP_FIND_LINKS -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL -u PIP_CONSTRAINT PIP_CONFIG_FILE=/dev/null \
        CUSTOM_COMPILE_COMMAND="make requirements" \
        pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host \
        --no-emit-find-links --output-file "$name.txt" "$name.in"
    awk -F '#' '
        NR == FNR { if ($1 ~ /^[A-Za-z]/) { split($1, part, /[ =<[]/); why[tolower(part[1])] = $2 } next }
        { split($0, part, "=="); if (part[1] in why) print "#" why[part[1]]; print }
    ' "$name.in" "$name.txt" >"$name.new"
    mv "$name.new" "$name.txt"
done
