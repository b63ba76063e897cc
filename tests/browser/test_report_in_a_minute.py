"""An editor logs a report from an article by keyboard alone; nothing that was typed is lost."""

import time

import pytest
from hands import sign_in, sign_out
from playwright.sync_api import expect

ADD = "/admin/heritage/report/add/"
PACE = 0.2  # seconds a practised typist needs for a key, and a generous thought of two for each field
THOUGHT = 2


class Keyboard:
    """Hands that touch nothing but keys, and count them."""

    def __init__(self, page):
        self.page, self.pressed, self.fields, self.begun = page, 0, 0, time.monotonic()

    def type(self, text):
        self.page.keyboard.type(text)
        self.pressed += len(text)
        self.fields += 1

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def choose(self, text, option):
        """Type into a picker until it offers this, and take it."""
        self.type(text)
        expect(self.page.locator(".select2-results__option--highlighted")).to_contain_text(option)
        self.press("Enter")

    def until(self, field):
        """Tab on until a field has the focus."""
        for _ in range(12):
            if field.evaluate("field => field === document.activeElement"):
                return
            self.press("Tab")
        pytest.fail(f"Twelve tabs do not lead to {field}.")

    @property
    def seconds(self):
        return self.pressed * PACE + self.fields * THOUGHT


@pytest.fixture
def desk(new_context, live_site):
    page = new_context().new_page()
    sign_in(page, live_site.editor)
    return page


def picker(page, field):
    return page.locator(f"#id_{field} + .select2 .select2-selection")


def article_in(page, title):
    """The number of an article of the demonstration."""
    page.goto(f"/admin/heritage/article/?q={title}")
    return page.locator("#result_list tbody th a").first.get_attribute("href").split("/")[-3]


def in_time(keys):
    assert keys.seconds < 60
    assert time.monotonic() - keys.begun < 60


def send(page, keys):
    keys.press("Control+Enter")
    expect(page.get_by_role("heading", name="Send to review")).to_be_visible()
    expect(page.locator("[aria-keyshortcuts='Control+Enter']")).to_be_visible()  # the key is told of once it works
    keys.press("Control+Enter")
    expect(page.locator(".messagelist")).to_contain_text("waits for review now")


def test_a_report_from_a_logged_article_by_keyboard_alone_in_under_a_minute(desk):
    address = f"{ADD}?article={article_in(desk, 'Palmyra')}"
    desk.goto(address)
    expect(picker(desk, "site")).to_be_focused()
    keys = Keyboard(desk)
    keys.choose("baalsh", "Baalshamin")
    keys.until(desk.locator("#id_level_0"))
    keys.press("ArrowDown")
    keys.until(desk.locator("#id_event"))
    keys.type("2015-09-02")
    keys.until(desk.locator("#id_citations-0-quote"))
    keys.type("The cella was badly hit.")
    expect(desk.locator("[data-panel=foreseen]")).to_contain_text("Severe damage · reported · 2 September 2015")
    send(desk, keys)
    in_time(keys)


def test_a_report_from_a_new_article_by_keyboard_alone_in_under_a_minute(desk):
    desk.goto(ADD)
    expect(picker(desk, "site")).to_be_focused()
    keys = Keyboard(desk)
    keys.press("Enter")  # with a keyboard of letters the first of them opens it
    keys.choose("بعل شمين", "Baalshamin")
    keys.until(desk.locator("#id_level_0"))
    keys.press("Space")
    keys.until(desk.locator("#id_event"))
    keys.type("2015-09-03")
    keys.until(picker(desk, "citations-0-article"))
    keys.type("https://gazette.example/keys")
    expect(desk.locator(".select2-results__message")).to_contain_text("No results")
    keys.press("Escape")
    expect(desk.locator("#id_citations-0-new_title")).to_be_focused()
    keys.type("Temple gone")
    keys.press("Tab")
    keys.type("The Gazette")
    keys.press("Tab")
    keys.type("2015-09-04")
    send(desk, keys)
    in_time(keys)
    assert article_in(desk, "gazette.example/keys")


def test_the_next_report_from_the_same_article(desk):
    number = article_in(desk, "Palmyra")
    desk.goto(f"{ADD}?article={number}")
    keys = Keyboard(desk)
    expect(picker(desk, "site")).to_be_focused()
    keys.choose("tetrapyl", "Tetrapylon")
    keys.until(desk.locator("#id_level_0"))
    keys.press("Space")
    keys.until(desk.locator("#id_event"))
    keys.type("2018")
    keys.press("Control+Shift+Enter")
    expect(desk).to_have_url(f"http://{desk.url.split('/')[2]}{ADD}?article={number}&event=2018")
    expect(picker(desk, "site")).to_be_focused()
    expect(desk.locator("#id_event")).to_have_value("2018")


def drafts(page):
    """What the device keeps of forms, by the form."""
    return {key: kept for key, kept in page.evaluate("({...localStorage})").items() if key.startswith("desk-draft:")}


def kept_on_the_device(page, words):
    """What the device keeps, once these words are in it."""
    for _ in range(50):
        kept = "".join(drafts(page).values())
        if words in kept:
            return kept
        page.wait_for_timeout(100)
    return pytest.fail(f"“{words}” is not kept: {kept}")


def fill(page, day="2015-08-23"):
    page.goto(ADD)
    picker(page, "site").press("b")
    page.locator(".select2-search__field").fill("Baalshamin")
    page.get_by_role("option", name="Temple of Baalshamin").first.click()
    page.locator("#id_level_0").check()
    page.get_by_label("When it happened").fill(day)


def test_what_is_reported_already_is_warned_of_while_it_is_typed(desk):
    fill(desk, "2015-08-23")
    warning = desk.get_by_role("status").filter(has_text="It may be reported already")
    expect(warning.get_by_role("link").first).to_be_visible()
    expect(warning).to_contain_text("Published")
    desk.get_by_label("When it happened").fill("1999-01-01")
    expect(warning).to_be_hidden()


def test_the_status_before_and_after_is_foreseen(desk):
    fill(desk)
    foreseen = desk.locator("[data-panel=foreseen]")
    expect(foreseen).to_contain_text("Status now")
    expect(foreseen).to_contain_text("Once it is published")
    expect(foreseen).to_contain_text("Destroyed · reported · 23 August 2015")


def test_an_address_that_is_logged_is_offered(desk):
    desk.goto("/admin/heritage/article/?q=Palmyra")
    desk.locator("#result_list tbody th a").first.click()
    url = desk.locator("#id_url").input_value()
    desk.goto(ADD)
    desk.get_by_text("It is not here yet").first.click()
    desk.locator("#id_citations-0-new_url").fill(f"{url}#top")
    desk.get_by_role("button", name="Use it").click()
    expect(desk.locator("#id_citations-0-new_url")).to_have_value("")
    assert desk.locator("#id_citations-0-article").input_value()


def test_who_leaves_with_unsaved_work_is_asked_and_who_saves_is_not(desk):
    asked = []
    desk.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.goto(ADD)
    desk.get_by_label("When it happened").click()
    desk.goto("/admin/")
    assert asked == []
    fill(desk)
    desk.goto("/admin/")
    assert asked == ["beforeunload"]
    desk.goto(ADD)
    desk.get_by_role("button", name="Throw it away").click()
    fill(desk, "2015-11-11")
    desk.get_by_role("button", name="Save draft").click()  # it lacks an article: it comes back
    expect(desk.locator(".errornote").first).to_be_visible()
    assert asked == ["beforeunload"]


def test_what_was_typed_is_offered_after_the_tab_was_closed(desk):
    fill(desk, "2015-10-10")
    desk.get_by_text("Add another Citation").click()
    desk.locator("#id_citations-1-quote").fill("In the second row.")
    desk.get_by_text("More: causes").click()
    desk.get_by_label("Main cause").select_option("Fire")
    kept = kept_on_the_device(desk, "fire")
    assert "csrf" not in kept
    context = desk.context
    desk.close()
    again = context.new_page()
    again.goto(ADD)
    expect(again.locator(".desk-kept")).to_contain_text("is kept on this device")
    again.get_by_role("button", name="Put it back").click()
    expect(again.locator("#id_event")).to_have_value("2015-10-10")
    expect(again.locator("#id_level_0")).to_be_checked()
    expect(picker(again, "site")).to_contain_text("Baalshamin")
    expect(again.locator("#id_citations-1-quote")).to_have_value("In the second row.")
    expect(again.get_by_label("Main cause")).to_have_value("fire")
    expect(again.locator("[data-panel=foreseen]")).to_contain_text("10 October 2015")


def test_what_was_saved_is_not_kept_and_signing_out_takes_the_rest_away(desk):
    desk.goto("/admin/heritage/article/add/")
    desk.get_by_label("Title").fill("Kept for a while")
    desk.get_by_label("Publisher").fill("The Gazette")
    kept_on_the_device(desk, "The Gazette")
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert drafts(desk) == {}
    fill(desk)
    kept_on_the_device(desk, "2015-08-23")
    desk.on("dialog", lambda dialog: dialog.accept())
    sign_out(desk)
    expect(desk.get_by_text("Logged out")).to_be_visible()
    assert drafts(desk) == {}


def test_where_a_site_lies_is_never_kept_on_the_device(desk):
    desk.goto("/admin/heritage/site/add/")
    desk.locator("#id_name").fill("Secret cave")
    desk.locator("#id_coordinates").fill("34.123456, 38.654321")
    desk.locator("#id_place").fill("A secret valley")
    kept = kept_on_the_device(desk, "Secret cave")
    assert not any(secret in kept for secret in ("34.12", "38.65", "secret valley"))


def test_on_a_broken_line_nothing_is_sent_and_the_text_stays(desk):
    fill(desk, "2015-12-12")
    desk.context.set_offline(True)
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.locator(".desk-kept")).to_contain_text("There is no connection")
    expect(desk.get_by_label("When it happened")).to_have_value("2015-12-12")
    desk.context.set_offline(False)


def test_the_keys_are_listed(desk):
    desk.goto("/admin/")
    desk.keyboard.press("Shift+Slash")
    expect(desk.get_by_role("heading", name="Keys")).to_be_visible()
    desk.keyboard.press("Escape")
    desk.goto(ADD)
    expect(desk.get_by_role("button", name="Save draft")).to_have_attribute("aria-keyshortcuts", "Control+S")


@pytest.mark.parametrize("letter", ["s", "س"])
def test_saving_by_key_in_any_layout(desk, letter):
    fill(desk, "2015-11-12")
    desk.evaluate(
        """letter => document.activeElement.dispatchEvent(new KeyboardEvent('keydown',
          {key: letter, code: 'KeyS', ctrlKey: true, bubbles: true, cancelable: true}))""",
        letter,
    )
    expect(desk.locator(".errornote").first).to_be_visible()
