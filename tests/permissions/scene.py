"""The desk with a record in each state, named as the table of permissions names them; and forms that could be taken."""

import json
from hashlib import sha256
from pathlib import Path

import factories
from admin.paperwork import article_form, photo_form, report_form, rows, site_form
from django.contrib.auth.models import Group, User
from django.contrib.auth.tokens import default_token_generator
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_tasks_db.models import DBTaskResult
from letterbox import ticket
from readings import MUSEUM, copy_of, proposed, rubble

from sites import intake, releases, review
from sites.apps import GROUPS
from sites.arrivals import carry_out
from sites.imports import Mapping
from sites.models import Decision, Editor, HandedIn, Intake, Letter, Origin
from sites.photos import DESK_WIDTHS
from sites.tables import open_table

ANONYMOUS, ACCOUNT, STAFF, SUPERUSER = "anonymous", "account", "staff", "superuser"
ROLES = [ANONYMOUS, ACCOUNT, STAFF, *GROUPS, SUPERUSER]
WHY = factories.WHY
PASSWORD = "a long walk to the well"


def people() -> dict[str, User | None]:
    """One account of each role: without a right, with the desk's door alone, of each group, and the superuser."""
    cast = {ANONYMOUS: None, ACCOUNT: factories.person("account"), STAFF: factories.person("staff", is_staff=True)}
    cast |= {name: factories.person(name.lower(), name, is_staff=True) for name in GROUPS}
    cast[SUPERUSER] = factories.person("superuser", is_staff=True, is_superuser=True)
    for user in filter(None, cast.values()):
        user.set_password(PASSWORD)
        user.save()
    return cast


def records() -> dict:
    """What the table calls by name: at least a draft, one in review, one published and one withdrawn of each kind."""
    site = factories.site("Arch", names=[("قوس النصر", "ar", "official")], identifiers=[("wikidata", "Q5747")])
    protected = factories.site("Shrine", visibility="hidden")
    report, photo = factories.report(site), factories.photo(site)
    read = copy_of(title="What is left of Palmyra")
    proposal = rubble(read, site)
    held = {
        "site": site,
        "protected_site": protected,
        "protected_report": factories.report(protected),
        "draft_site": factories.draft_site("Gate"),
        "waiting_site": waiting(factories.draft_site("Tower")),
        "refused_site": refused(factories.draft_site("Bath")),
        "withdrawn_site": withdrawn(factories.site("Well")),
        "report": report,
        "draft_report": factories.draft_report(site, "moderate"),
        "waiting_report": waiting(factories.draft_report(site, "none")),
        "refused_report": refused(factories.draft_report(site, "unknown")),
        "withdrawn_report": withdrawn(factories.report(site, "destroyed", event="2016")),
        "photo": photo,
        "draft_photo": factories.draft_photo(site, alt="A gate"),
        "waiting_photo": waiting(factories.draft_photo(site, alt="A tower")),
        "refused_photo": refused(factories.draft_photo(site)),
        "withdrawn_photo": withdrawn(factories.photo(site)),
        "article": report.articles.get(),
        "uncited_article": factories.article("Nobody cites it"),
        "read_article": read.capture.article,
        "capture": read.capture,
        "copy": read,
        "proposal": proposal,
        "origin": origin(),
        "user": factories.person("somebody"),
        "group": Group.objects.get(name="Editor"),
    }
    held["dropped_proposal"] = proposed(read, MUSEUM, site)
    intake.drop(held["dropped_proposal"], by=factories.editor(), why="Older.")
    held["task"] = DBTaskResult.objects.create(
        task_path="none", args_kwargs={"args": [], "kwargs": {}}, backend_name="default", priority=0
    )
    held |= of_many_eyes(site, protected) | of_one_name() | retold()
    held["decision"] = Decision.objects.order_by("-id").first()
    for state in ("waiting", "failed", "done"):
        held[f"{state}_intake"] = Intake.objects.create(url="https://gazette.example/", state=state, message="Why.")
    Intake.objects.update(next_try=timezone.now())
    about = {"kind": "site", "number": site.pk, "language": "en", "at": timezone.now()}
    held["letter"] = Letter.objects.create(text="It still stands.", **about)
    for version in ("1", "2"):
        releases.release(version)
    releases.withhold("2", WHY)
    return held | brought_in()


def brought_in() -> dict:
    """A file that an editor handed in and has looked through, and one that came in."""
    editor, survey = factories.editor(), b"id,name,country,kind\n1,Cistern,SY,monument\n"
    columns = {"id": "", "name": "name", "country": "country", "kind": "kind"}
    mapping = Mapping("sites", dataset="survey", columns=columns, identifier="id")
    said = {"kind": "sites", "file_name": "survey.csv", "sha256": sha256(survey).hexdigest()}
    handed = HandedIn(**said, size=len(survey), mapping=json.loads(mapping.as_json()), state="checked")
    handed.handed_in_by = Editor.objects.get(user=editor)
    handed.told = {"counts": {"new": 1}}
    handed.file.save("survey", ContentFile(survey))
    del said["kind"]
    table = open_table(Path(handed.file.path), "survey.csv")
    return {"handed": handed, "import": carry_out(table, mapping, by=editor, reason=WHY, **said)}


def of_many_eyes(site, protected) -> dict:
    """What not every reviewer may decide: a report of a reviewer's own, and changes of place, one of them not shown."""
    own = waiting(factories.draft_report(site, "severe", event="2017"))
    own.opened_by = review.pseudonym(factories.reviewer())
    own.save()
    return {
        "own_report": own,
        "amendment": factories.moved(factories.site("Wall"), factories.editor(), latitude=34.5635),
        "own_amendment": factories.moved(factories.site("Khan"), factories.reviewer(), latitude=34.5635),
        "protected_amendment": factories.moved(
            factories.site("Grotto", visibility="hidden"), factories.steward("surveyor"), latitude=34.5635
        ),
        "superuser": User.objects.get(username="superuser"),
    }


def of_one_name() -> dict:
    """Two records of one site, and one that was merged already."""
    held = {name: factories.draft_site("Mound", slug=name.replace("_", "-")) for name in ("mound", "other_mound")}
    held["merged_site"] = factories.site("Old arch")
    review.merge(factories.site("New arch"), held["merged_site"], by=factories.reviewer(), reason=WHY)
    return held


def retold() -> dict:
    """A draft of each kind that says something else than at first, and the decision that opened it."""
    site, held = factories.draft_site("Bridge"), {}
    told = {"site": site, "report": factories.draft_report(site), "photo": factories.draft_photo(site)}
    told |= {"article": factories.article("Retold"), "origin": origin("Retold")}
    for kind, record in told.items():
        first = Decision.objects.filter(kind=kind).order_by("-id").first()
        before = review.account(record)
        setattr(record, CHANGED[kind], "Otherwise")
        record.save()
        review.record(record, by=factories.editor(), reason=WHY, before=before)
        held |= {f"retold_{kind}": record, f"first_of_{kind}": first}
    return held


CHANGED = {"site": "summary", "report": "summary", "photo": "credit", "article": "publisher", "origin": "name"}


def give_factors(cast: dict[str, User | None]) -> None:
    for user in filter(None, [*cast.values(), User.objects.get(username="somebody")]):
        TOTPDevice.objects.create(user=user, name="app", confirmed=True)


def invitation(user: User) -> str:
    return f"{urlsafe_base64_encode(force_bytes(user.pk))}/{default_token_generator.make_token(user)}"


def names(held: dict) -> dict[str, str]:
    """What stands for each name in an address: a record's number in the database, or what readers know it by."""
    said = {name: str(record.pk) for name, record in held.items()}
    for kind in ("site", "protected_site", "draft_site", "withdrawn_site"):
        said[f"{kind}_slug"] = held[kind].slug
    for kind in ("report", "protected_report", "draft_report", "withdrawn_report"):
        said[f"{kind}_number"] = str(held[kind].number)
    for kind in ("photo", "draft_photo", "withdrawn_photo"):
        said[f"{kind}_sha256"] = held[kind].sha256
    for kind in CHANGED:
        asked = [held[f"{name}_{kind}"] for name in ("own", "waiting", "retold") if f"{name}_{kind}" in held]
        lasts = review.latest(asked)
        said |= {f"last_of_{name}": str(lasts[record.pk]) for name, record in held.items() if record in asked}
    seen = {"version_of_draft_photo": "draft_photo", "version_of_photo": "photo"}
    said |= {name: review.version(review.account(held[record])) for name, record in seen.items()}
    said |= {"merged_site_slug": held["merged_site"].slug, "invitation": invitation(held["user"])}
    said |= {"release": "1", "withheld_release": "2"}
    return said | {"width": str(min(held["photo"].renditions)), "desk_width": str(DESK_WIDTHS[0])}


def forms(held: dict) -> dict[str, dict]:
    """What a browser would send to add or change a record; without one of these nothing could be taken anyway."""
    site, draft, article = held["site"], held["draft_site"], held["uncited_article"]
    picture = {"alt": "An arch", "credit": "A. Photographer", "licence": "CC BY 4.0", "moment": "before", "reason": WHY}
    shown = {"names-0-id": held["site"].names.get().pk, "names-0-site": site.pk}
    kept = {"identifiers-0-id": site.identifiers.get().pk, "identifiers-0-site": site.pk}
    name = {"text": "قوس النصر", "language": "ar", "kind": "official"}
    number = {"scheme": "wikidata", "value": "Q5747"}
    lists = rows("names", name, initial=1) | shown | rows("identifiers", number, initial=1) | kept
    quotation = report_form(site, held["article"], event="2015")
    new = {"username": "newcomer", "password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    return {
        "site": site_form(),
        "site_change": site_form(name="Arch of Triumph", slug=site.slug, visibility="exact") | lists,
        "draft_site_change": site_form(name="Great gate", slug=draft.slug, visibility="0.1"),
        "report": quotation,
        "report_change": report_form(site, event="2014"),
        "article": article_form(),
        "article_change": article_form(url=article.url, title="Somebody will cite it"),
        "article_copy": article_form(url=article.url, title=article.title, copy_text="As it was read."),
        "merge": dict.fromkeys(review.TAKEN_TOGETHER, "kept") | {"visibility": "exact", "reason": WHY},
        "refute": {"article": article.pk, "quote": "It stands.", "reason": WHY},
        "photos": {
            "site": site.pk,
            "moment": "after",
            "credit": "A. Photographer",
            "licence": "CC BY 4.0",
            "files": SimpleUploadedFile("arch.png", factories.picture()),
        },
        "origin": {"name": "Another agency", "reason": WHY},
        "photo": photo_form(site, SimpleUploadedFile("arch.png", factories.picture())),
        "photo_languages": {"says_ar": "القوس", "reason": WHY},
        "photo_change": picture | {"site": site.pk, "graphic": "on"},
        "user": new,
        "letter": {"text": "It was rebuilt.", "ticket": ticket()},
        "user_change": {
            "username": "somebody-else",
            "is_active": "on",
            "date_joined_0": "2020-01-01",
            "date_joined_1": "00:00:00",
        },
        "user_raised": {
            "username": "somebody",
            "date_joined_0": "2020-01-01",
            "date_joined_1": "00:00:00",
            "is_active": "on",
            "is_staff": "on",
            "is_superuser": "on",
        },
        "password": {"old_password": PASSWORD, "new_password1": PASSWORD * 2, "new_password2": PASSWORD * 2},
        "card": {
            "proposal": held["proposal"].pk,
            "act": "accept",
            "site": site.pk,
            "kind": "damage",
            "level": "destroyed",
            "event": "2015-08-23",
            "verification": "reported",
            "role": "says",
            "quote": held["proposal"].quote,
            "offered": [one.pk for one in site.reports.all()],
        },
    }


def origin(name: str = "Agency") -> Origin:
    made = Origin.objects.create(name=name)
    review.record(made, by=factories.editor(), reason=WHY)
    return made


def waiting(record):
    review.submit(record, by=factories.editor())
    return record


def refused(record):
    review.refuse(record, by=factories.reviewer(), reason=WHY)
    return record


def withdrawn(record):
    review.withdraw(record, by=factories.reviewer(), reason=WHY)
    return record


def main() -> None:
    """Build it in the installation at hand, and say on one line what the names stand for."""
    people()
    print(json.dumps(names(records())))  # noqa: T201
