#!/usr/bin/env bash
# Run a command beside a throw-away PostgreSQL server, which is named to it in DATABASE_URL and removed at the end.
# The server listens on a socket in its own folder only, and never waits for the disk: its data are worth nothing.
set -euo pipefail
PATH=$PATH:/usr/sbin:/sbin

programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$programs" ] || programs=$(dirname "$(command -v initdb)") || {
    echo "There is no PostgreSQL here: install it (Debian: apt-get install postgresql)." >&2
    exit 1
}

home=$(mktemp -d /tmp/heritage-test.XXXXXX)
owner=()
if [ "$(id -u)" = 0 ]; then # PostgreSQL refuses to run as root
    id postgres >/dev/null 2>&1 && name=postgres || name=nobody
    chown "$name" "$home"
    owner=(runuser -u "$name" --)
fi

remove() {
    (cd "$home" && "${owner[@]}" "$programs/pg_ctl" --pgdata data --mode immediate --silent stop) >/dev/null 2>&1 || true
    rm -rf "$home"
}
trap remove EXIT
trap 'exit 130' INT TERM

start() {
    cd "$home"
    "${owner[@]}" "$programs/initdb" --pgdata data --username tester --auth trust --encoding UTF8 --locale C --no-sync
    "${owner[@]}" "$programs/pg_ctl" --pgdata data --log server.log --wait --silent start --options \
        "-k $home -c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
}
(start) >"$home.log" 2>&1 || {
    cat "$home.log" "$home/server.log" >&2
    rm -f "$home.log"
    exit 1
}
rm -f "$home.log"

DATABASE_URL="postgres://tester@${home//\//%2F}/postgres" "$@"
