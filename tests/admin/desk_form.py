"""A form of the desk as a browser holds it: opened, filled in and sent with everything that it carries."""

from html.parser import HTMLParser


class _Fields(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found, self.select, self.text, self.words = [], None, None, ""

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "input" and said.get("name"):
            self._take(said)
        elif tag == "select":
            self.select = said.get("name")
        elif tag == "option" and self.select and "selected" in said:
            self.found.append((self.select, said.get("value", "")))
        elif tag == "textarea":
            self.text, self.words = said.get("name"), ""

    def _take(self, said):
        kind = said.get("type", "text")
        if kind in ("submit", "file", "button") or (kind in ("checkbox", "radio") and "checked" not in said):
            return
        self.found.append((said["name"], said.get("value", "on" if kind == "checkbox" else "")))

    def handle_data(self, data):
        if self.text is not None:
            self.words += data

    def handle_endtag(self, tag):
        if tag == "select":
            self.select = None
        elif tag == "textarea" and self.text is not None:
            self.found.append((self.text, self.words.removeprefix("\n")))
            self.text = None


def fields_of(answer):
    """What the forms of a page would send, as they stand."""
    parser = _Fields()
    parser.feed(answer.content.decode())
    fields = {}
    for name, value in parser.found:
        if "__prefix__" not in name:
            fields.setdefault(name, []).append(value)
    return fields
