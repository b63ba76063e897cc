"""A change between two releases, as a sentence."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..terms import CAUSES, KINDS, METHODS, RECOVERIES, STATUSES, VERIFICATIONS
from .compared import Change

LABELS = {
    "level": STATUSES,
    "confirmed_level": STATUSES,
    "verification": VERIFICATIONS,
    "recovery": RECOVERIES,
    "kind": KINDS,
    "causes": CAUSES,
    "methods": METHODS,
}
FIELDS = {
    "archive_url": gettext_lazy("Archive copy"),
    "attributed_to": gettext_lazy("Attributed to"),
    "authors": gettext_lazy("Authors"),
    "built_edtf": gettext_lazy("Built"),
    "causes": gettext_lazy("Causes"),
    "citations": gettext_lazy("Sources and quotations"),
    "confirmed_level": gettext_lazy("Last confirmed level"),
    "contested": gettext_lazy("Contested"),
    "copies_sha256": gettext_lazy("Kept copies"),
    "country_code": gettext_lazy("Country"),
    "event_edtf": gettext_lazy("Day of the event"),
    "identifiers": gettext_lazy("Identifiers"),
    "kind": gettext_lazy("Kind"),
    "language": gettext_lazy("Language"),
    "level": gettext_lazy("Level"),
    "methods": gettext_lazy("How it was assessed"),
    "name": gettext_lazy("Name"),
    "native_name": gettext_lazy("Name in its own language"),
    "origin": gettext_lazy("Origin"),
    "other_names": gettext_lazy("Other names"),
    "part_of": gettext_lazy("What it is a part of"),
    "place": gettext_lazy("Place in words"),
    "published_edtf": gettext_lazy("Day of publication"),
    "publisher": gettext_lazy("Publisher"),
    "recovery": gettext_lazy("Recovery"),
    "site_number": gettext_lazy("Number of its site"),
    "slug": gettext_lazy("Address"),
    "source_scale": gettext_lazy("The source's scale"),
    "source_url": gettext_lazy("Web address"),
    "source_value": gettext_lazy("The source's own term"),
    "summary": gettext_lazy("Summary"),
    "title": gettext_lazy("Title"),
    "type": gettext_lazy("Type"),
    "verification": gettext_lazy("Verification"),
}
SENTENCES = {
    ("site", "added"): gettext_lazy("Site added."),
    ("site", "gone"): gettext_lazy("Site no longer public: it was withdrawn or merged with another."),
    ("report", "added"): gettext_lazy("Report added: {after}."),
    ("report", "gone"): gettext_lazy("Report withdrawn."),
    ("article", "added"): gettext_lazy("Source added."),
    ("article", "gone"): gettext_lazy("Source no longer cited by a published report."),
    ("site", "coarser"): gettext_lazy("The place is shown more coarsely than before."),
    ("site", "finer"): gettext_lazy("The place is shown more finely than before."),
    ("site", "moved"): gettext_lazy("The place was corrected."),
}

COUNTED = {
    ("site", "added"): gettext_lazy("Sites added"),
    ("site", "gone"): gettext_lazy("Sites no longer public"),
    ("site", "changed"): gettext_lazy("Changes of sites"),
    ("site", "renamed"): gettext_lazy("Changes of names"),
    ("site", "coarser"): gettext_lazy("Places shown more coarsely"),
    ("site", "finer"): gettext_lazy("Places shown more finely"),
    ("site", "moved"): gettext_lazy("Places corrected"),
    ("report", "added"): gettext_lazy("Reports added"),
    ("report", "gone"): gettext_lazy("Reports withdrawn"),
    ("report", "changed"): gettext_lazy("Corrections in reports"),
    ("article", "added"): gettext_lazy("Sources added"),
    ("article", "gone"): gettext_lazy("Sources no longer cited"),
    ("article", "changed"): gettext_lazy("Changes of sources"),
}
RECORDS = {
    "site": gettext_lazy("site {number}"),
    "report": gettext_lazy("report {number}"),
    "article": gettext_lazy("source {number}"),
}


def counted(record: str, what: str) -> str:
    """What is counted, in plain words."""
    return str(COUNTED[record, what])


def named(change: Change) -> str:
    """Of which record it tells: report 12."""
    return RECORDS[change.record].format(number=change.number)


def sentence(change: Change) -> str:
    """What happened, in plain words."""
    said = SENTENCES.get((change.record, change.what))
    if said:
        return said.format(after=_value(change.field, change.after) or _("a step of recovery"))
    field = FIELDS[change.field]
    if not (change.before or change.after):
        return _("{field}: changed.").format(field=field)
    before, after = (_value(change.field, one) or _("nothing") for one in (change.before, change.after))
    return _("{field}: from {before} to {after}.").format(field=field, before=before, after=after)


def _value(field: str, written: str) -> str:
    label: Callable[[str], str] | None = LABELS[field].label if field in LABELS else None
    if label is None:
        return _("“{value}”").format(value=written) if written else ""
    return _(", ").join(_(label(one)) for one in written.split(";")).lower() if written else ""
