#!/usr/bin/env bash
# Run a command beside the benchmark's PostgreSQL: postgresql.sh FOLDER COMMAND...
# The server's data lie in FOLDER and stay there; it waits for the disk as in earnest, and listens on a socket only.
# The command finds the server's address, without a database, in POSTGRESQL. A server that runs already is used, and left.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin
data=$1
shift

programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$programs" ] || programs=$(dirname "$(command -v initdb)") || {
    echo "There is no PostgreSQL here: install it (Debian: apt-get install postgresql)." >&2
    exit 1
}

owner=()
name=$(id -un)
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
    name=postgres
    id postgres >/dev/null 2>&1 || name=nobody
    owner=(runuser -u "$name" --)
fi

mkdir -p "$data"
data=$(cd "$data" && pwd)
chown "$name" "$data"
"${owner[@]}" test -w "$data" || {
    echo "PostgreSQL runs as $name, who cannot reach $data: let others pass through the folders above it (chmod o+x)." >&2
    exit 1
}
cd /

if ! "${owner[@]}" "$programs/pg_ctl" --pgdata "$data" status >/dev/null 2>&1; then
    [ -f "$data/PG_VERSION" ] ||
        "${owner[@]}" "$programs/initdb" --pgdata "$data" --username bench --auth trust --encoding UTF8 --locale C >/dev/null
    socket=$(mktemp -d /tmp/heritage-bench.XXXXXX)
    chown "$name" "$socket"
    stop() {
        "${owner[@]}" "$programs/pg_ctl" --pgdata "$data" --mode fast --silent stop || true
        rm -rf "$socket"
    }
    trap stop EXIT
    trap 'exit 130' INT TERM
    options="-k $socket -c listen_addresses='' -c shared_buffers=2GB -c maintenance_work_mem=512MB"
    options+=" -c max_wal_size=8GB -c checkpoint_timeout=30min -c wal_level=minimal -c max_wal_senders=0"
    "${owner[@]}" "$programs/pg_ctl" --pgdata "$data" --log "$data/server.log" --wait --silent start \
        --options "$options" || {
        tail -n 20 "$data/server.log" >&2
        exit 1
    }
fi
socket=$(sed -n 5p "$data/postmaster.pid")
cd - >/dev/null
POSTGRESQL="postgres://bench@${socket//\//%2F}" "$@"
