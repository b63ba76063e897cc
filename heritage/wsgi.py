"""The door a web server comes in by."""

import os

from django.core.handlers.wsgi import WSGIRequest

from heritage.starting import begin


class Utf8Request(WSGIRequest):
    """Reads every address and form as UTF-8. A charset of the sender's choice could bring in what UTF-8 cannot hold."""

    @property
    def encoding(self):
        return None

    @encoding.setter
    def encoding(self, charset):
        """The sender's word for it is not taken."""


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heritage.settings")
application = begin()
application.request_class = Utf8Request
