#!/bin/sh
# Serve the site on this machine. PORT, DEMO and PYTHON come from the Makefile.
set -eu
export PORT

"$PYTHON" - <<'CHECK'
import os
import socket
import sys

port = os.environ["PORT"]
if not port.isdigit() or not 0 < int(port) < 65536:
    sys.exit(f"\nPORT={port} is no port: write a number from 1 to 65535, as in: make run PORT=8001\n")
try:
    listen = os.environ.get("LISTEN") or "127.0.0.1"
    socket.create_server((listen, int(port)), family=socket.AF_INET6 if ":" in listen else socket.AF_INET).close()
except OSError as reason:
    where = "" if listen == "127.0.0.1" else f" on LISTEN={listen}"
    sys.exit(f"\nPort {port}{where} cannot be used ({reason.strerror}): choose another, as in: make run PORT=8001\n")
CHECK

"$PYTHON" manage.py collectstatic --noinput --verbosity 0 &
collecting=$!
"$PYTHON" manage.py migrate --noinput --verbosity 0
if [ "$DEMO" = 1 ]; then
    "$PYTHON" manage.py demo --if-empty
elif ! "$PYTHON" manage.py shell --no-imports -c 'import sys; from django.contrib.auth.models import User; sys.exit(not User.objects.filter(is_superuser=True, is_active=True).exists())'; then
    if [ -t 0 ]; then
        echo "Nobody can sign in yet. Name the administrator:"
        "$PYTHON" manage.py createsuperuser
    else
        echo "Nobody can sign in yet. Make an administrator: $PYTHON manage.py createsuperuser" >&2
    fi
fi
wait $collecting
exec "$PYTHON" -m gunicorn --config deploy/gunicorn.conf.py heritage.wsgi
