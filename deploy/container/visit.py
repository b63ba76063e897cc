"""What a proxy on another machine asks the server in the container: python -m deploy.container.visit NAME PASSWORD."""

import re
import sys
from http.client import HTTPConnection
from urllib.parse import urlencode

FROM, HOST = "192.0.2.1", "heritage.example"
READER = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7"}


class Wrong(Exception):
    """The server does not answer as it should."""


def ask(path, form=None, cookies=None):
    """The status, what is said, and the cookies from here on."""
    connection = HTTPConnection(FROM, 8000, timeout=60)
    headers = READER | {"Cookie": "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())}
    headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"https://{HOST}{path}"} if form else {}
    connection.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
    answer = connection.getresponse()
    given = dict(re.findall(r"^([^=]+)=([^;]*)", line)[0] for line in answer.headers.get_all("Set-Cookie") or [])
    return answer.status, answer.read().decode(), (cookies or {}) | given


def expect(what, path, words, **asked):
    status, said, cookies = ask(path, **asked)
    if status != 200 or words not in said:
        raise Wrong(f"{what}: {path} answers {status}, and not with “{words}”: {said[:300]}")
    print(f"  {what}: {path} answers {status}", flush=True)
    return said, cookies


def sign_in(name, password):
    said, cookies = expect("the door of the desk", "/admin/login/", "csrfmiddlewaretoken")
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', said)[1]
    form = {"csrfmiddlewaretoken": token, "username": name, "password": password, "next": "/admin/"}
    status, said, cookies = ask("/admin/login/", form, cookies)
    if status != 302:
        raise Wrong(f"Nobody can sign in: /admin/login/ answers {status}: {said[:300]}")
    return cookies


def main(name, password):
    expect("ready", "/healthz/ready", "database: ok")
    expect("the map", "/", "leaflet")
    expect("a site", "/sites/", "Palmyra")
    cookies = sign_in(name, password)
    expect("the desk", "/admin/", "logout", cookies=cookies)


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (Wrong, OSError) as wrong:
        sys.exit(str(wrong))
