"""What was had and read becomes part of the record: an article, its copy as evidence, its text, and proposals."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urljoin, urlsplit

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from tld import get_fld

from .. import archive, review
from ..extraction import Extract
from ..models import Article, Capture, Intake, WorkingCopy, canonical_link
from .addresses import BadAddress, checked
from .origins import recognise
from .proposals import draft, propose

SAID = ("title", "publisher", "authors", "published", "language")


@dataclass(frozen=True, slots=True)
class Material:
    """Bytes as they came, and how. ``url`` is where they were asked for, ``final_url`` where they were found."""

    payload: bytes
    media_type: str
    charset: str = ""
    url: str = ""
    final_url: str = ""
    status: int | None = None
    headers: tuple[tuple[str, str], ...] = ()
    warc: bytes = field(default=b"", repr=False)

    @property
    def digests(self) -> list[str]:
        """Under which the archive keeps it."""
        return [hashlib.sha256(kept).hexdigest() for kept in self.parts]

    @property
    def parts(self) -> list[bytes]:
        return [part for part in (self.payload, self.warc) if part]


def enter(intake: Intake, material: Material, extract: Extract) -> bool:
    """Everything or nothing; whether it was done. It is not if somebody else has taken the intake up meanwhile."""
    about = intake.article or _known(intake, material, extract) or _described(intake, material, extract)
    language = intake.told.get("language") or extract.language or about.language
    # Reading takes its time. Nothing is held meanwhile for which others would have to wait.
    found = draft(extract.text, published=about.published, language=language)
    with transaction.atomic():
        mine = {"pk": intake.pk, "state": "running", "tries": intake.tries}
        held = Intake.objects.select_for_update(no_key=True).filter(**mine).first()
        if held is None:
            return False
        stored = [archive.store(part) for part in material.parts]  # before a new article takes the turn
        known = held.article or _known(held, material, extract)
        article = known or _new(held, material, extract)
        copy = _text(_keep(article, held, material, extract, stored), held, extract)
        recognise(copy, by=held.asked_by)
        propose(copy, found)
        held.article, held.state, held.next_try = article, "done", None
        held.message = _("This article was here already: it has the copy now.") if known else ""
        held.save()
    return True


def address_of(material: Material, extract: Extract) -> str:
    """The one address of a page: what it calls itself, if that is within the same registered name, or where it was."""
    found = _found(material, extract)
    try:
        named = checked(urljoin(found, extract.canonical)) if found and extract.canonical else ""
    except ValueError:  # it is none; a BadAddress is one, too
        named = ""
    return canonical_link(named if named and _same_page(found, named) else found) if found else ""


def _found(material: Material, extract: Extract) -> str:
    """Where a page was; a web archive may say what it likes."""
    try:
        return checked(material.final_url or extract.url or material.url)
    except BadAddress:
        return ""


def _same_page(found: str, named: str) -> bool:
    """Many sites call every page of theirs by the address of their first page: that is not believed."""
    home = urlsplit(named).path == "/" and not urlsplit(named).query
    return _registered(found) == _registered(named) and (not home or urlsplit(found).path == "/")


def _registered(address: str) -> str:
    """The name that somebody registered; where strangers are given names below one, as by a host of blogs, that."""
    return get_fld(address, fail_silently=True, search_private=True) or urlsplit(address).hostname or ""


def _known(intake: Intake, material: Material, extract: Extract) -> Article | None:
    addresses = [address_of(material, extract), _found(material, extract), material.url]
    if links := [canonical_link(one) for one in addresses if one]:
        return Article.objects.filter(url__in=links).first()
    return _of_these_bytes(intake, material)


def _of_these_bytes(intake: Intake, material: Material) -> Article | None:
    """What came without an address is known by its bytes, unless its editor now says otherwise of it."""
    told = {name: intake.told[name] for name in SAID if name in intake.told}
    digest = material.digests[0]
    return Article.objects.filter(captures__sha256=digest, **told).order_by("pk").first()


def _new(intake: Intake, material: Material, extract: Extract) -> Article:
    article = _described(intake, material, extract)
    try:
        with transaction.atomic():
            article.save()
    except IntegrityError:  # somebody entered the same page a moment ago
        return Article.objects.get(url=article.url)
    review.record(article, by=intake.asked_by, reason=_("Handed in: %(what)s") % {"what": intake})
    return article


def _described(intake: Intake, material: Material, extract: Extract) -> Article:
    """An article with what its editor said of it before what it says of itself; nothing is made up."""
    address = address_of(material, extract)
    said = {name: intake.told.get(name) or getattr(extract, name) for name in SAID}
    said["title"] = said["title"] or intake.file_name or _("Without a title")
    said["publisher"] = (
        said["publisher"] or (urlsplit(address).hostname or "").removeprefix("www.") or _("Publisher not known")
    )
    article = Article(url=address or None, **{name: _fitting(name, value) for name, value in said.items()})
    article.clean_fields()
    return article


def _fitting(name: str, value: str) -> str:
    return value[: Article._meta.get_field(name).max_length]


def _keep(article: Article, intake: Intake, material: Material, extract: Extract, stored: Collection[str]) -> Capture:
    capture = review.keep(
        article,
        material.payload,
        by=intake.asked_by,
        method=intake.method,
        media_type=extract.media_type,
        original_url=material.url,
        final_url=_found(material, extract),
        status=material.status or extract.status,
        headers=[(printable(name), printable(value)) for name, value in material.headers or extract.headers],
        warc=material.warc,
        stored=stored,
    )
    for sha256 in {*stored} - {capture.sha256, capture.warc_sha256}:  # the page was here, from another exchange
        transaction.on_commit(partial(archive.drop, sha256), robust=True)
    return capture


def printable(said: str) -> str:
    """Without signs that only machines heed."""
    return "".join(sign for sign in said if sign.isprintable())


def _text(capture: Capture, intake: Intake, extract: Extract) -> WorkingCopy:
    """The text that was read from a capture. Read once more to the same letters, it is the one that is there."""
    said = {
        "text": extract.text,
        "language": intake.told.get("language") or extract.language,
        "made_with": extract.made_with,
        "made_at": timezone.now(),
    }
    sha256 = hashlib.sha256(extract.text.encode()).hexdigest()
    return WorkingCopy.objects.get_or_create(capture=capture, sha256=sha256, defaults=said)[0]
