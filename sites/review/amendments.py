"""Where a published site lies, and how much of that is shown, changes only when somebody else has looked at it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import archive
from ..models import Amendment, Site
from ..terms import STATES
from .changes import account
from .eyes import own_proposals
from .gate import hold, known_pseudonym, pseudonym, require_reason, settle
from .place import waiting_fields
from .readiness import invalid_fields
from .refusal import Refused, allow, sees_place


def set_aside(site: Site, changes: dict, by, reason: str) -> Amendment | None:
    """Of an edit of a published site, take back what must wait, and let it wait. None if nothing must.

    The caller has saved the edit in the transaction that it is in, and has taken its turn.
    """
    waits = waiting_fields(changes)
    if not waits or Site.objects.values_list("state", flat=True).get(pk=site.pk) != "published":
        return None
    if site.amendments.filter(state="waiting").exists():
        raise Refused(
            _("A change of its place waits for review already: leave the place as it is until that is decided.")
        )
    for name, (was, _wanted) in waits.items():
        setattr(site, name, was)
    site.save(update_fields=list(waits))
    who = pseudonym(by)
    amendment = Amendment.objects.create(
        site=site, changes=waits, reason=reason, proposed_by=who, proposed_at=timezone.now()
    )
    settle(site, "submitted", by, _("Change of place: %(reason)s") % {"reason": reason}, {})
    return amendment


def accept(amendment: Amendment, *, by, reason: str) -> None:
    """Move the site. Raises Refused if its proposer asks, or if the site has changed meanwhile."""
    allow(by, "review")
    reason = require_reason(reason)
    with transaction.atomic():
        site = _hold(amendment)
        if own_proposals([amendment], by):
            raise Refused(
                _(
                    "You proposed this change yourself, so somebody else accepts it: leave it to another reviewer. "
                    "Where nobody else reviews, the operator can allow it with SELF_REVIEW=1."
                )
            )
        if not may_accept(amendment, by):
            raise Refused(_("You may not see where this site lies, so a reviewer who may has to accept it."))
        archive.take_turn()
        _require_unchanged(amendment, site)
        for name, (_was, wanted) in amendment.changes.items():
            setattr(site, name, wanted)
        if problems := invalid_fields(site):
            raise Refused(*problems)
        site.save(update_fields=list(amendment.changes))
        _decide(amendment, "accepted", by, reason)
        settle(site, "changed", by, f"{amendment.reason} {reason}".strip(), amendment.changes)


def may_accept(amendment: Amendment, user) -> bool:
    """Whether the account may see the place before and after."""
    return sees_place(user, amendment.site)


def conflicts(amendment: Amendment, site: Site) -> list[str]:
    """The fields that say something else now than when the change was proposed."""
    said = account(site)
    return [name for name, (was, _wanted) in amendment.changes.items() if said[name] != was]


def give_back_amendment(amendment: Amendment, *, by, reason: str) -> None:
    """Say what is to be mended; the proposer proposes it anew."""
    _turn_down(amendment, "returned", by, reason)


def refuse_amendment(amendment: Amendment, *, by, reason: str) -> None:
    _turn_down(amendment, "refused", by, reason)


def take_back(amendment: Amendment, *, by, reason: str) -> None:
    """Whoever proposed a change thinks better of it."""
    if amendment.proposed_by != known_pseudonym(by):
        raise Refused(_("Only who proposed it takes it back: a reviewer refuses or returns it."))
    reason = require_reason(reason)
    with transaction.atomic():
        site = _hold(amendment)
        _decide(amendment, "withdrawn", by, reason)
        settle(site, "returned", by, _("Change of place, taken back: %(reason)s") % {"reason": reason}, {})


def _turn_down(amendment: Amendment, becomes: str, by, reason: str) -> None:
    allow(by, "review")
    reason = require_reason(reason)
    with transaction.atomic():
        site = _hold(amendment)
        _decide(amendment, becomes, by, reason)
        settle(site, becomes, by, _("Change of place: %(reason)s") % {"reason": reason}, {})


def _hold(amendment: Amendment) -> Site:
    """The site, held with the change, which still waits."""
    site = amendment.site
    hold(site, *STATES)
    amendment.refresh_from_db(from_queryset=Amendment.objects.select_for_update(no_key=True))
    if amendment.state != "waiting":
        raise Refused(
            _("Somebody decided on it meanwhile: it is “%(state)s” now.") % {"state": amendment.get_state_display()}
        )
    amendment.site = site
    return site


def _decide(amendment: Amendment, becomes: str, by, comment: str) -> None:
    amendment.state, amendment.comment = becomes, comment
    amendment.decided_by, amendment.decided_at = pseudonym(by), timezone.now()
    amendment.save(update_fields=["state", "comment", "decided_by", "decided_at"])


def _require_unchanged(amendment: Amendment, site: Site) -> None:
    if site.state != "published":
        raise Refused(_("The site is not published any more: change its place in its own form."))
    if names := conflicts(amendment, site):
        fields = ", ".join(str(Site._meta.get_field(name).verbose_name) for name in names)
        raise Refused(
            _("The site has changed since this was proposed (%(fields)s): refuse it, and let it be proposed anew.")
            % {"fields": fields}
        )
