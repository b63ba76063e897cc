"""The tutorial is followed as it is written: each name that it sets in bold is looked for on the page, in its order.

A step says what is done with a name by the word before it: open an address; fill, press or find a name; or see it. The
records that this leaves are withdrawn by the tutorial itself.
"""

import re

import pytest
from docfiles import BOLD, DOCS, text_of
from playwright.sync_api import expect

TUTORIAL = DOCS / "tutorial" / "first-report.md"
HERE = "http://127.0.0.1:8000"
STEP = re.compile(r"^\d+\. (.+?)(?=^\d+\. |^\S|\Z)", re.MULTILINE | re.DOTALL)
ACT = re.compile(
    rf"open {re.escape(HERE)}(?P<path>/[^\s,]*)|press (?P<number>its number)|\*\*(?P<name>[^*]+)\*\*"
    r"(?:\s+with\s+[^`*.]*?(?:`(?P<value>[^`]+)`|(?P<secret>password)))?",
    re.IGNORECASE,
)
VERB = re.compile(r"\b(fill|press|find|see|under)\b", re.IGNORECASE)
SECRET = "the password"
PATIENCE = 30_000  # milliseconds: a reader waits, too


def steps():
    return [" ".join(step.split()) for step in STEP.findall(text_of(TUTORIAL))]


def acts():
    """What is done, one after another: the step, the verb, the name or path, and what is typed. A name without a verb
    of its own has that of the name before."""
    for number, step in enumerate(steps(), 1):
        verb, last = "", 0
        for act in ACT.finditer(step):
            verbs = VERB.findall(step[last : act.start()])
            verb, last = verbs[-1].lower() if verbs else verb, act.end()
            done = "open" if act["path"] else "press_number" if act["number"] else verb
            yield number, done, act["path"] or act["number"] or act["name"], _typed(act)


def _typed(act):
    return act["value"] or (SECRET if act["secret"] else "")


class Hands:
    """Do what the tutorial says, on a page, and know nothing else of it."""

    def __init__(self, page, passwords):
        self.page, self.passwords, self.scope, self.typed = page, passwords, page, ""

    def open(self, path, _value):
        self.page.goto(path)
        self.scope = self.page

    def fill(self, name, value):
        field = self.scope.get_by_label(name, exact=False).and_(self.scope.locator("input, textarea")).first
        field.fill(self.passwords[self.typed] if value == SECRET else value)
        self.typed = value

    def press(self, name, _value):
        """A link or button of that name; else one whose name begins so, and goes on with a key or a hint."""
        exact, longer = self._named(name, exact=True), self._named(re.compile(rf"^\W*{re.escape(name)}"))
        expect(exact.or_(longer).locator("visible=true").first).to_be_visible(timeout=PATIENCE)
        (exact if exact.count() else longer).locator("visible=true").first.click()
        self.scope = self.page

    def _named(self, name, **how):
        return self.scope.get_by_role("button", name=name, **how).or_(self.scope.get_by_role("link", name=name, **how))

    def find(self, name, _value):
        """A case of the queue, the last that came, or a row of a list, the first."""
        cases = self.page.locator("article").filter(has=self.page.get_by_role("heading", name=name))
        listed = self.page.get_by_role("row", name=name)
        expect(cases.or_(listed).first).to_be_visible(timeout=PATIENCE)
        self.scope = cases.last if cases.count() else listed.first

    def press_number(self, _name, _value):
        self.scope.locator("th").get_by_role("link").click()
        self.scope = self.page

    def see(self, name, _value):
        expect(self.scope.get_by_text(name).locator("visible=true").first).to_be_visible(timeout=PATIENCE)

    under = see


def test_every_step_is_understood():
    said = [name for step in steps() for name in BOLD.findall(step)]
    done = [(verb, what) for _, verb, what, _ in acts() if verb not in ("open", "press_number")]
    assert [name for _, name in done] == said
    assert len(said) > 30
    assert {verb for verb, _ in done} == {"fill", "press", "find", "see", "under"}


def test_the_tutorial_can_be_followed_to_its_end(page, live_site):
    passwords = {one.name: one.password for one in (live_site.editor, live_site.reviewer)}
    hands = Hands(page, passwords)
    for number, verb, what, value in acts():
        try:
            getattr(hands, verb)(what, value)
        except Exception as fault:  # noqa: BLE001  whatever it is, the reader is stuck here
            pytest.fail(f"Step {number} of the tutorial, “{verb} {what}”, cannot be done at {page.url}: {fault}")
