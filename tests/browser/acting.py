"""What the ten acceptance scripts share: words in the reader's language, visitors of three kinds, hands that count.

An action is what a person decides to do: a click or a tap, a field filled in, a key that does something. The way to a
thing is none, be it a mouse that moves or the Tab key; the tabs are told, not bounded.
"""

from hands import tab_to
from playwright.sync_api import expect

WAYS = ("mouse", "keys", "touch")
PHONE = {"width": 360, "height": 640}


class Hands:
    """A person at a page, by mouse, by keyboard alone, or by touch on a phone."""

    def __init__(self, page, way):
        self.page, self.way = page, way
        self.actions = self.fields = self.tabs = 0

    def press(self, target):
        """Follow a link, press a button, open what is folded."""
        self._act(target, "Enter")

    def tick(self, target):
        self._act(target, "Space")

    def fill(self, target, text):
        """Fill a field in, whatever stood there."""
        self._go(target, lambda: target.click(), lambda: target.tap())
        if self.way == "keys":
            self.page.keyboard.press("Control+a")
            self.page.keyboard.insert_text(text)
        else:
            target.fill(text)
        self.actions += 1
        self.fields += 1

    def hand_over(self, target, files):
        """Choose files, in a window that is no page."""
        self._go(target, lambda: None, lambda: None)
        target.set_input_files(files)
        self.actions += 1
        self.fields += 1

    def key(self, chord):
        self.page.keyboard.press(chord)
        self.actions += 1

    def said(self):
        return f"{self.actions} actions, {self.fields} fields, {self.tabs} tabs"

    def _act(self, target, key):
        self._go(target, lambda: target.click(), lambda: target.tap())
        if self.way == "keys":
            self.page.keyboard.press(key)
        self.actions += 1

    def _go(self, target, by_mouse, by_touch):
        if self.way == "keys":
            self.tabs += tab_to(self.page, target)
        else:
            (by_touch if self.way == "touch" else by_mouse)()


def visitor(new_context, way, **settings):
    """The page of somebody who looks at the site in this way: by touch on a phone."""
    if way == "touch":
        settings |= {"has_touch": True, "is_mobile": True}
    page = new_context(**settings).new_page()
    if way == "touch":
        page.set_viewport_size(PHONE)
    return page


def address(language, path):
    """Where readers of a language find a public page."""
    return path if language == "en" else f"/{language}{path}"


def drawn(page):
    """Wait until the map and the list show what the address asks for."""
    page.wait_for_selector("#map[aria-busy=false]", state="attached")
    page.wait_for_selector("#list:not([aria-busy=true])")


def listed(page):
    """The sites of the list, by the names of their pages, in order."""
    return page.locator(".entry").evaluate_all("all => all.map((entry) => entry.dataset.slug)")


def expect_number(page, count):
    expect(page.locator(".tally b")).to_have_text(str(count))
