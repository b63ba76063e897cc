"""The program as it is served, with one more line in its hosts: a newspaper is at a port of this machine."""

import os
from dataclasses import replace

from heritage.wsgi import application
from sites.intake import tasks, web

__all__ = ["NEWS", "application"]

NEWS = "news.example.com"


def door():
    return replace(web.door(), served_at={NEWS: ("127.0.0.1", int(os.environ["NEWSROOM_PORT"]))})


tasks.door = door
