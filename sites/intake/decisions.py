"""What an editor makes of a proposal: a draft, a citation more, or nothing. All of it passes the write gate."""

import hashlib
import json

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import archive, review
from ..models import Citation, Proposal, Report, Site, WorkingCopy
from ..terms import PROPOSAL_STATES
from .quotes import locate, quotation
from .wording import according_to, free_slug

BY_HAND = "by hand"
DECIDED = [state for state in PROPOSAL_STATES if state != "open"]
WORDS = ("kind", "level", "recovery", "event", "verification", "claimant")
UNREAD = dict.fromkeys(WORDS, "") | {"site": None, "causes": []}


def reading(proposal: Proposal) -> dict:
    """What a proposal becomes if it is accepted as it was read: the fields that ``accept`` may be told otherwise."""
    if proposal.rules == BY_HAND:
        return UNREAD | {"quote": quotation(proposal)}
    read = {name: getattr(proposal, name) for name in UNREAD}
    return settled(read | {"quote": quotation(proposal)})


def settled(said: dict) -> dict:
    """A claim with its level and recovery step as its kind has them: only damage has a choice of levels."""
    level = {"damage": said["level"], "denial": "none", "threat": "unknown"}.get(said["kind"], "")
    return said | {"level": level, "recovery": said["recovery"] if said["kind"] == "recovery" else ""}


def accept(proposal: Proposal, *, by, role: str = "says", **edited) -> Report:
    """Make a draft report that cites the article with the quotation and its offsets.

    ``edited`` are fields of ``reading`` as the editor has them; a ``site`` that is not stored yet becomes a draft.
    Raises Refused if somebody has decided meanwhile, if a right is missing or if what is said cannot be stored.
    """
    with transaction.atomic():
        _hold(proposal, "open", by=by)
        read = reading(proposal)
        said = settled(read | edited)
        made = _enter(said["site"], proposal, by)
        report = _draft(proposal, said, role, by)
        made["report"] = _print(report)
        _close(proposal, report, by, _corrections(read, said), made)
    return report


def missed(copy: WorkingCopy, *, by, quote: str, role: str = "says", **said) -> Report:
    """Make a draft report of a sentence that the rules passed over. It is kept as a proposal, for who mends them."""
    with transaction.atomic():
        start, end = locate(copy.text, quote)
        _require_first(copy, start, said)
        said |= {"quote": copy.text[start:end]}
        proposal = Proposal.objects.create(
            working_copy=copy, kind=said["kind"], quote=said["quote"], start=start, end=end, rules=BY_HAND
        )
        return accept(proposal, by=by, role=role, **said)


def _require_first(copy: WorkingCopy, start: int, said: dict) -> None:
    """Raise Refused if a sentence was entered already for that site: a form that is sent twice makes one report."""
    archive.take_turn()
    site = said["site"]
    there = Q(report__site=site.pk) if site and site.pk else Q(report__site__name=site.name if site else "")
    known = copy.proposals.filter(there, rules=BY_HAND, start=start, kind=said["kind"]).first()
    if known:
        raise review.Refused(_("This was entered already, as report %(number)s.") % {"number": known.report.number})


def support(proposal: Proposal, report: Report, *, by, role: str = "says", quote: str = "") -> Citation:
    """Let the proposal bear out a report that is there: a citation more in its draft, or in a correction of it.

    A report that cites the article already is left as it is. Raises Refused as ``accept`` does.
    """
    with transaction.atomic():
        _hold(proposal, "open", by=by)
        report = _held_report(report)
        read = reading(proposal)
        said = read | {"site": report.site} | ({"quote": quote} if quote else {})
        citation = _same(report, proposal, role)
        made = {}
        if not citation:
            version = _open_version(report, by)
            citation = _add_citation(version, proposal, said["quote"], role, by)
            made = {"citation": citation.pk} | ({} if version == report else {"correction": _print(version)})
        _close(proposal, citation.report, by, _corrections(read, said), made)
    return citation


def drop(proposal: Proposal, *, by, why: str = "") -> None:
    """Make nothing of a proposal. Why is kept, for who mends the rules."""
    with transaction.atomic():
        _hold(proposal, "open", by=by)
        _decide(proposal, "dropped", None, by, {"why": ["", why.strip()]} if why.strip() else {})


def undo(proposal: Proposal, *, by) -> None:
    """Take a decision back as long as nobody went on from it: what it made is deleted, the proposal is open again."""
    with transaction.atomic():
        _hold(proposal, *DECIDED, by=by)
        report = proposal.report and _held_report(proposal.report)
        if report:
            _unmake(proposal, report, by)
        if proposal.rules == BY_HAND:
            proposal.delete()
            return
        proposal.state, proposal.report, proposal.corrected = "open", None, {}
        proposal.decided_by, proposal.decided_at = "", None
        proposal.save()


def made_with(proposal: Proposal) -> list[str]:
    """What was made when a proposal was accepted: some of site, report, correction, citation."""
    return list(_made(proposal))


def _made(proposal: Proposal) -> dict:
    """The same, each with what it is known by: a citation by its number, the others by what they said."""
    return proposal.corrected.get("made", [{}, {}])[1]


def _print(record: models.Model) -> str:
    """A digest of all that a record says, as it is stored."""
    said = review.account(type(record)._base_manager.get(pk=record.pk))
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _hold(proposal: Proposal, *states: str, by) -> None:
    """Reload a proposal and hold it until the transaction ends, so that no two people decide on it."""
    review.allow(by, "change_proposal")
    rows = Proposal.objects.select_for_update(no_key=True)
    try:
        proposal.refresh_from_db(from_queryset=rows)
    except Proposal.DoesNotExist as gone:
        raise review.Refused(_("This proposal is not here any more: somebody took it back meanwhile.")) from gone
    if proposal.state not in states:
        raise review.Refused(_settled_already(proposal, by))


def _settled_already(proposal: Proposal, by) -> str:
    if proposal.state == "open":
        return _("This proposal is open: there is nothing to take back.")
    state = PROPOSAL_STATES.label(proposal.state).lower()
    if proposal.decided_by == review.pseudonym(by):
        return _("You have decided on this already (%(state)s): nothing was made a second time.") % {"state": state}
    said = _("Somebody else, %(who)s, has decided on this meanwhile (%(state)s): nothing more was made.")
    return said % {"who": proposal.decided_by, "state": state}


def _held_report(report: Report) -> Report:
    held = Report.objects.select_for_update(no_key=True).filter(pk=report.pk).first()
    if held is None:
        raise review.Refused(_("That report is not here any more: somebody deleted it meanwhile."))
    return held


def _enter(site: Site | None, proposal: Proposal, by) -> dict:
    """Store a site that is new as a draft; what was made."""
    if site is None:
        raise review.Refused(_("Choose the site that it happened to."))
    if site.pk:
        return {}
    archive.take_turn()  # so that nobody else takes the same address
    site.slug = free_slug(site)
    _check(site)
    site.save()
    review.record(site, by=by, reason=_("Named in “%(article)s”.") % {"article": _article(proposal)})
    return {"site": _print(site)}


def _draft(proposal: Proposal, said: dict, role: str, by) -> Report:
    columns = ("site", "level", "recovery", "causes", "event", "verification")
    report = Report(**{name: said[name] for name in columns}, summary=according_to(said["claimant"]))
    _check(report)
    report.save()
    _cite(report, proposal, said["quote"], role)
    review.record(report, by=by, reason=_("Read in “%(article)s” and confirmed.") % {"article": _article(proposal)})
    return report


def _cite(report: Report, proposal: Proposal, quote: str, role: str) -> Citation:
    copy = proposal.working_copy
    start, end = locate(copy.text, quote, near=proposal.start)
    citation = Citation(report=report, article=_article(proposal), role=role, quote=copy.text[start:end])
    citation.working_copy, citation.start, citation.end = copy, start, end
    _check(citation)
    citation.save()
    return citation


def _article(proposal: Proposal):
    return proposal.working_copy.capture.article


def _check(record: models.Model) -> None:
    """Refuse what a form of the desk would not take; what is unique the database sees to when it saves."""
    try:
        record.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as fault:
        raise review.Refused(*fault.messages) from fault


def _same(report: Report, proposal: Proposal, role: str) -> Citation | None:
    return report.citations.filter(article=_article(proposal), role=role).first()


def _open_version(report: Report, by) -> Report:
    """The version of a report that may be edited."""
    if report.is_open:
        return report
    if report.state != "published":
        raise review.Refused(
            _("Report %(number)s was withdrawn: it bears no more sources.") % {"number": report.number}
        )
    if correction := report.corrections.filter(state__in=("draft", "in_review")).first():
        return correction
    return review.correct(report, by=by)


def _add_citation(report: Report, proposal: Proposal, quote: str, role: str, by) -> Citation:
    if known := _same(report, proposal, role):
        return known
    before = review.account(report)
    citation = _cite(report, proposal, quote, role)
    review.record(report, by=by, reason=_("Another article says so."), before=before)
    return citation


def _corrections(read: dict, said: dict) -> dict:
    """{field: [as read, as accepted]} of what the editor had otherwise, as JSON holds it."""
    read, said = (one | {"site": one["site"] and one["site"].pk} for one in (read, said))
    return {name: [read[name], value] for name, value in said.items() if read[name] != value}


def _close(proposal: Proposal, report: Report, by, corrected: dict, made: dict) -> None:
    """``made`` is kept beside the corrections, so that it can be taken back."""
    _decide(proposal, "changed" if corrected else "accepted", report, by, corrected | {"made": [{}, made]})


def _decide(proposal: Proposal, state: str, report: Report | None, by, corrected: dict) -> None:
    proposal.state, proposal.report, proposal.corrected = state, report, corrected
    proposal.decided_by, proposal.decided_at = review.pseudonym(by), timezone.now()
    proposal.save()


def _unmake(proposal: Proposal, report: Report, by) -> None:
    made = _made(proposal)
    site = Site.objects.select_for_update(no_key=True).get(pk=report.site_id)
    if as_made := made.get("report") or made.get("correction"):
        _discard(report, proposal, as_made, by)
    elif "citation" in made:
        _uncite(report, made["citation"], by)
    if made.get("site") == _print(site) and site.state == "draft" and not site.reports.exists():
        review.discard(site, by=by, reason=_("Its report was taken back."))


def _discard(report: Report, proposal: Proposal, as_made: str, by) -> None:
    if report.state != "draft":
        raise review.Refused(
            _("Report %(number)s is “%(state)s” by now: open it to change it.")
            % {"number": report.number, "state": report.get_state_display()}
        )
    if report.proposals.exclude(pk=proposal.pk).exists():
        raise review.Refused(_("Other sentences were added to this report: take those back first."))
    if _print(report) != as_made:
        raise review.Refused(
            _("Report %(number)s was worked on since: it stays. Delete it on its own page if it is wrong.")
            % {"number": report.number}
        )
    proposal.report = None
    proposal.save(update_fields=["report"])
    review.discard(report, by=by, reason=_("Accepted by mistake."))


def _uncite(report: Report, citation: int, by) -> None:
    if not report.is_open:
        raise review.Refused(_("Report %(number)d was decided on meanwhile.") % {"number": report.number})
    before = review.account(report)
    report.citations.filter(pk=citation).delete()
    review.record(report, by=by, reason=_("Cited by mistake."), before=before)
