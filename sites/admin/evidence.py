"""Evidence packs: a site or a report, with everything it rests on, as one file to save."""

import tempfile

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .. import review
from ..archive import Pack
from ..models import Report, Site
from ..terms import Fault

KINDS = {"site": Site, "report": Report}
# What is in every pack, that of a report too: its site with the exact place, its sources, what was decided.
RIGHTS = [f"heritage.view_{held}" for held in ("site", "report", "article", "capture", "decision")]


@require_safe
def evidence(request, kind, number):
    """The pack of a site or a report, for who may see everything that is in it."""
    if kind not in KINDS:
        raise Http404
    if not request.user.has_perms(RIGHTS):
        raise PermissionDenied
    record = get_object_or_404(KINDS[kind], pk=number)
    try:
        pack = Pack(slug=record.slug) if kind == "site" else Pack(number=record.number)
    except Fault as fault:
        messages.error(request, _(fault.template).format(**fault.values))
        return HttpResponseRedirect(reverse(f"admin:heritage_{kind}_change", args=[number]))
    if not all(review.sees_place(request.user, report.site) for report in pack.reports):
        raise PermissionDenied
    file = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    pack.write(file, timezone.localdate())
    file.seek(0)
    answer = FileResponse(file, as_attachment=True, filename=f"{pack.name}.zip", content_type="application/zip")
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer
