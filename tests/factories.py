"""The cast and their papers: people with the rights of their groups, and records that went through the write gate."""

from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from itertools import count

from django.contrib.auth.models import Group, User
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image

from sites import photos, review
from sites.models import Article, Capture, Citation, Identifier, Photo, Report, Site, SiteName, WorkingCopy
from sites.wordings import digest

WHY = "As the sources say."
BEARING_OUT = {
    "reported": ("says",),
    "corroborated": ("says", "says"),
    "confirmed": ("looked",),
    "refuted": ("says", "refutes"),
}
numbers = count(1)


def editor(name: str = "editor") -> User:
    return person(name, "Editor", is_staff=True)


def reviewer(name: str = "reviewer") -> User:
    return person(name, "Reviewer", is_staff=True)


def steward(name: str = "steward") -> User:
    return person(name, "Steward", is_staff=True)


def administrator(name: str = "administrator") -> User:
    return person(name, "Administrator", is_staff=True)


def reader(name: str = "reader") -> User:
    return person(name)


def person(name: str, *groups: str, **said) -> User:
    """The account of that name, opened when it is first asked for."""
    user, opened = User.objects.get_or_create(username=name, defaults=said)
    if opened:
        user.groups.set(Group.objects.filter(name__in=groups))
    return user


def draft_site(name: str = "", *, names=(), identifiers=(), **said) -> Site:
    """A site that an editor entered: ``names`` are (text, language, kind), ``identifiers`` (scheme, value)."""
    name = name or f"Temple {next(numbers)}"
    plain = {"slug": slugify(name), "kind": "religious", "country": "SY", "latitude": 34.5535, "longitude": 38.2701}
    site = Site.objects.create(name=name, **plain | {"visibility": "exact"} | said)
    for text, language, kind in names:
        SiteName.objects.create(site=site, text=text, language=language, kind=kind)
    for scheme, value in identifiers:
        Identifier.objects.create(site=site, scheme=scheme, value=value)
    review.record(site, by=reviewer(), reason=WHY)
    return site


def site(name: str = "", **said) -> Site:
    """A published site, its place exact unless ``visibility`` says otherwise."""
    return publish(draft_site(name, **said))


def article(title: str = "", *, published: str = "2015-08-24", **said) -> Article:
    """A source, logged by an editor. It is public once a published report cites it."""
    number = next(numbers)
    plain = {"title": title or f"Article {number}", "publisher": "The Gazette", "language": "en"}
    made = Article(published=published, **plain | {"url": f"https://gazette.example/{number}"} | said)
    made.full_clean()
    made.save()
    review.record(made, by=editor(), reason=WHY)
    return made


def capture(of: Article, received: bytes = b"<p>As received.</p>", **how) -> Capture:
    """A copy of a source, kept by an editor."""
    plain = {"method": "Uploaded by hand", "media_type": "text/html"}
    return review.keep(of, received, by=editor(), **plain | how)


def working_copy(of: Article, text: str, **said) -> WorkingCopy:
    """The text of a source, read from a copy of it."""
    kept = capture(of, text.encode(), media_type="text/plain; charset=utf-8")
    plain = {"sha256": kept.sha256, "language": "en", "made_with": "by hand", "made_at": timezone.now()}
    return WorkingCopy.objects.create(capture=kept, text=text, **plain | said)


def draft_report(about: Site, level: str = "severe", *, cites=None, **said) -> Report:
    """A report that an editor drafted. ``cites`` are (article, role); without it, what its verification needs."""
    if cites is None:
        cites = [(article(), role) for role in BEARING_OUT[said.get("verification", "reported")]]
    report = Report.objects.create(site=about, level=level, **{"event": "2015-08-23"} | said)
    for source, role in cites:
        Citation.objects.create(report=report, article=source, role=role)
    review.record(report, by=editor(), reason=WHY)
    return report


def report(about: Site, level: str = "severe", **said) -> Report:
    return publish(draft_report(about, level, **said))


def draft_photo(about: Site, received: bytes = b"", **said) -> Photo:
    """A picture that an editor uploaded; without bytes, a plain one of its own."""
    received = received or picture()
    digest, width, height = photos.inspect(received)
    plain = {"alt": "A temple", "credit": "A. Photographer", "licence": "CC BY 4.0"}
    photo = Photo(site=about, sha256=digest, width=width, height=height, **plain | said)
    photo.original.save(f"{digest}.png", ContentFile(received), save=True)
    review.record(photo, by=editor(), reason=WHY)
    return photo


def photo(about: Site, received: bytes = b"", **said) -> Photo:
    return publish(draft_photo(about, received, **said))


def worded(text: str, **said: str) -> dict:
    """What a record keeps of a text that is said in other languages too: ``worded("An arch.", ar="قوس.")``."""
    return {language: {"text": one, "of": digest(text)} for language, one in said.items()}


def picture(width: int = 24, height: int = 16, form: str = "PNG", **said) -> bytes:
    """The bytes of a picture, of one colour that no other has."""
    shade = sha256(str(next(numbers)).encode()).digest()[:3]
    written = BytesIO()
    Image.new("RGB", (width, height), tuple(shade)).save(written, form, **said)
    return written.getvalue()


@contextmanager
def undone():
    """Whatever is written to the database meanwhile is taken back at the end: for fixtures that a whole file shares."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def moved(about: Site, by=None, **said):
    """A site that somebody gave another place, or other words; the change of place that waits, if there is one."""
    before = review.account(about)
    for name, value in said.items():
        setattr(about, name, value)
    about.save()
    return review.record(about, by=by or editor(), reason="The map says so.", before=before)


def accepted(amendment):
    """Let somebody else, who may see the place, accept the change of place that an edit left to wait, if it did."""
    if amendment:
        review.accept(amendment, by=steward("another steward"), reason=WHY)


def publish(record):
    review.publish(record, by=reviewer(), reason=WHY)
    return record
