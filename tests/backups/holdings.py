"""Something of everything, as a release would find it: the demonstration, and invented records beside it.

Every record passes the gate of the release that is running. Add what a release brings anew.
"""

from io import StringIO

from django.core.management import call_command
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from factories import (
    WHY,
    article,
    capture,
    draft_photo,
    draft_report,
    draft_site,
    editor,
    person,
    photo,
    picture,
    report,
    reviewer,
    site,
    steward,
    working_copy,
)

from sites import intake, releases, review
from sites.imports import load
from sites.models import Citation, Identifier

# As far apart as the classes of protection go, with digits that stand nowhere else.
CANARIES = {
    "exact": (33.5123457, 36.3019283),
    "0.01": (34.6123458, 37.4019284),
    "0.1": (-12.7123459, -71.5019285),
    "hidden": (15.8123451, 44.6019286),
}
PASSWORD = "a tetrapylon of words"
TEXT = "The temple was destroyed on 30 August 2015. The Temple of Canary 0.1 was damaged by fire on 2 March 2016."


def fill(folder):
    """Fill a new database and its stores. ``folder`` is for the files on their way in."""
    for act in (people, lambda: load(editor(), reviewer()), protected, reports, sources, pictures, merged):
        act()
    imported(folder)
    frozen()
    burnt()


def people():
    for one in (editor(), reviewer(), steward(), person("reader")):
        one.set_password(PASSWORD)
        one.save()
    TOTPDevice.objects.create(
        user=steward(), name="app", confirmed=True, key="0123456789abcdef0123456789abcdef01234567"
    )
    StaticDevice.objects.create(user=steward(), name="recovery", confirmed=True).token_set.create(token="abcd2345")


def protected():
    for visibility, (latitude, longitude) in CANARIES.items():
        told = {"latitude": latitude, "longitude": longitude, "visibility": visibility, "place": f"Hill {visibility}"}
        told |= {"precision_m": 10, "point_source": "GPS", "footprint": around(latitude, longitude)}
        city = site(f"Canary {visibility}", **told, identifiers=[("wikidata", f"Q99{len(visibility)}01")])
        site(f"Temple of Canary {visibility}", part_of=city, names=[("المعبد", "ar", "alternative")], **told)
        draft_site(f"Draft canary {visibility}", **told)
        report(city, "severe", event="2016-03")
    waiting = site("Asked to be shown", visibility="0.1", latitude=33.4123457, longitude=36.2019283)
    before = review.account(waiting)
    waiting.visibility = "exact"
    review.record(waiting, by=steward(), reason=WHY, before=before)
    gone = site("Withdrawn canary", visibility="hidden")
    review.withdraw(gone, by=reviewer(), reason=WHY)


def around(latitude, longitude):
    a, b = 0.002, 0.003
    ring = [[-a, -b], [a, -b], [a, b], [-a, b], [-a, -b]]
    return {"type": "Polygon", "coordinates": [[[longitude + x, latitude + y] for x, y in ring]]}


def reports():
    temple = site("Temple of many reports")
    report(temple, "destroyed", verification="confirmed")
    report(temple, "moderate", verification="corroborated", event="2014-01/2014-05")
    review.refute(report(temple, "slight", event="2013"), by=reviewer(), reason=WHY, article=article())
    review.withdraw(report(temple, "none"), by=reviewer(), reason=WHY)
    wrong = report(temple, "severe", event="2012-05-01")
    corrected = review.correct(wrong, by=editor())
    corrected.level = "moderate"
    corrected.save()
    review.publish(corrected, by=reviewer(), reason=WHY)
    review.correct(report(temple, "severe", event="2011-05-01"), by=editor())
    review.submit(draft_report(temple, "unknown"), by=editor(), reason=WHY)
    returned = draft_report(temple, "unspecified")
    review.submit(returned, by=editor(), reason=WHY)
    review.give_back(returned, by=reviewer(), reason="Say when.")
    review.refuse(draft_report(temple, "none"), by=reviewer(), reason=WHY)


def sources():
    source = article("A source that is kept")
    capture(source, "<p>Как получено – كما وردت.</p>".encode(), warc=b"WARC/1.1 as exchanged")
    text = working_copy(article("A source that is quoted"), TEXT)
    quoted = draft_report(site("Quoted temple"))
    quote = TEXT[: TEXT.index(".") + 1]
    Citation.objects.create(
        report=quoted,
        article=text.capture.article,
        role="says",
        quote=quote,
        working_copy=text,
        start=0,
        end=len(quote),
    )
    review.publish(quoted, by=reviewer(), reason=WHY)
    intake.hand_in(
        by=editor(), received=TEXT.encode(), media_type="text/plain", title="Handed in", publisher="The Gazette"
    )


def pictures():
    temple = site("Pictured temple")
    before = photo(temple, picture(500, 300), moment="before")
    photo(temple, picture(490, 300), pair=before, graphic=True)
    draft_photo(temple)
    review.withdraw(photo(temple), by=reviewer(), reason=WHY)


def merged():
    kept, gone = site("Bel, temple of", visibility="0.1"), site("Baal temple", visibility="0.01")
    report(gone, "slight")
    review.merge(kept, gone, by=reviewer(), reason=WHY)
    review.keep_apart(kept, site("Bel’s other temple"), by=reviewer())


def imported(folder):
    file = folder / "survey.csv"
    rows = [f"s{n},Surveyed {n},IQ,{33 + n / 977},{44 + n / 991},religious" for n in range(12)]
    file.write_text("\n".join(["id,name,country,latitude,longitude,kind", *rows]))
    said = {"by": "steward", "publish": True, "visibility": "0.01", "reason": WHY}
    call_command("import_sites", str(file), stdout=StringIO(), **said)


def frozen():
    releases.release("2026.1", "The first one.")
    releases.release("2026.2", "")
    releases.withhold("2026.1", "A place was published by mistake.")


def burnt():
    """Numbers that were given and whose records are gone: nobody gets them again."""
    for one in (draft_site("Discarded"), draft_report(site("Reported once"))):
        review.discard(one, by=reviewer(), reason=WHY)
    Identifier.objects.order_by("-pk").first().delete()
