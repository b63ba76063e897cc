"""Ask the server in this container whether it is alive, by a name that it answers to; the exit code tells."""

import os
import sys
from http.client import HTTPConnection, HTTPException

hosts = os.environ.get("ALLOWED_HOSTS", "").replace(",", " ").split() or ["localhost"]
connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT") or 8000), timeout=8)
try:
    connection.request("GET", "/healthz", headers={"Host": hosts[0]})
    status = connection.getresponse().status
except (OSError, HTTPException) as reason:
    sys.exit(f"The server does not answer: {reason}")
sys.exit(0 if status == 200 else f"The server answers with {status}.")
