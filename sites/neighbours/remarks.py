"""What an editor should look at again in the names and identifiers of a site. Nothing of it stands in the way."""

from collections import Counter

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from .. import review
from ..models import Identifier, Site, is_number
from ..terms import OF_MANY, SCHEMES, Fault, identifier_address, identifier_in

MOST_NAMED = 3
# Tags that are often asked for; any other may be typed.
LANGUAGES = (
    ("ar", gettext_lazy("Arabic")),
    ("ar-Latn", gettext_lazy("Arabic, in Latin letters")),
    ("ckb", gettext_lazy("Kurdish (Sorani)")),
    ("en", gettext_lazy("English")),
    ("es", gettext_lazy("Spanish")),
    ("fa", gettext_lazy("Persian")),
    ("fr", gettext_lazy("French")),
    ("he", gettext_lazy("Hebrew")),
    ("hy", gettext_lazy("Armenian")),
    ("ku", gettext_lazy("Kurdish (Kurmanji)")),
    ("ps", gettext_lazy("Pashto")),
    ("ru", gettext_lazy("Russian")),
    ("ru-Latn", gettext_lazy("Russian, in Latin letters")),
    ("so", gettext_lazy("Somali")),
    ("syr", gettext_lazy("Syriac")),
    ("tr", gettext_lazy("Turkish")),
    ("uk", gettext_lazy("Ukrainian")),
    ("uk-Latn", gettext_lazy("Ukrainian, in Latin letters")),
)


def remarks(site: Site, user, *, new: bool) -> list[str]:
    """In sentences: two official names in one language, a name that is there already, an identifier of two sites; of a
    protected site that is not ``new`` to the account only if it may see its place."""
    names = list(site.names.all())
    official = Counter(one.language for one in names if one.kind == "official")
    said = [
        _("There are %(count)d official names in “%(language)s”: one of them may be an other or a historic name.")
        % {"count": count, "language": language or _("no language")}
        for language, count in official.items()
        if count > 1
    ]
    said += [
        _("The name “%(name)s” is the main name again: it need not stand there twice.") % {"name": one.text}
        for one in names
        if one.text.casefold() == site.name.casefold()
    ]
    for one in site.identifiers.all() if new or review.sees_place(user, site) else ():
        if others := sharing(one.scheme, one.value, site.pk, user):
            said.append(shared_words(one.scheme, one.value, others))
    return said


def sharing(scheme: str, value: str, but: int, user) -> list[Site]:
    """Some of the other sites with the same identifier, of a register that has one for each: as it leads to their
    place, of those whose place the account may see."""
    if scheme in OF_MANY:
        return []
    found = Identifier.objects.filter(scheme=scheme, value=value, site__merged_into=None).exclude(site=but)
    if not review.sees_places(user):
        found = found.filter(site__visibility="exact")
    return [one.site for one in found.select_related("site")[:MOST_NAMED]]


def shared_words(scheme: str, value: str, others: list[Site]) -> str:
    said = {"register": SCHEMES.label(scheme), "value": value, "sites": ", ".join(f"“{one}”" for one in others)}
    return _("%(register)s %(value)s stands for another site here too, %(sites)s: are they the same?") % said


@require_POST  # so that no identifier of a protected site is written into a server's log of addresses
def identifier(request):
    """A ``scheme`` and an identifier, or its address, in ``text``; the identifier, its page, and who else has it."""
    if not request.user.has_perm("heritage.change_site"):
        raise PermissionDenied
    scheme, but = request.POST.get("scheme", ""), request.POST.get("site", "")
    if scheme not in SCHEMES:
        return JsonResponse({"message": _("Choose the register first.")}, status=400)
    try:
        value = identifier_in(scheme, request.POST.get("text", ""))
    except Fault as fault:
        return JsonResponse({"message": _(fault.template).format(**fault.values)}, status=400)
    others = sharing(scheme, value, int(but) if is_number(but) else 0, request.user)
    said = shared_words(scheme, value, others) if others else ""
    return JsonResponse({"value": value, "address": identifier_address(scheme, value), "warning": said})
