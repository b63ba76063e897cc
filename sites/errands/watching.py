"""What waits, what is being done and what was given up, for whoever runs the servers."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models.functions import Now
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from django_tasks_db.models import DBTaskResult, get_date_max

from ..models import Worker
from .again import SILENT, TRIES
from .standing import at_work

MOST = 100
WHAT = {
    "sites.intake.tasks.take_in": gettext_lazy("An article that was handed in"),
    "sites.handover.working.work": gettext_lazy("A file that is brought in"),
}
LONGEST_ERROR = 300


@require_GET
def watch(request):
    """Errors may name what is not public: only administrators see them."""
    if not request.user.has_perm("heritage.manage_people"):
        raise PermissionDenied
    unfinished = DBTaskResult.objects.exclude(status="SUCCESSFUL").order_by("-enqueued_at")
    standing = at_work()
    context = {
        **admin.site.each_context(request),
        "title": _("Background work"),
        "standing": standing,
        "waits_for_a_worker": settings.WORKER,
        "alone": standing.due and not standing.workers,
        "tasks": [_told(task) for task in unfinished[:MOST]],
        "most": MOST,
        "tries": TRIES,
        "workers": Worker.objects.filter(seen__gt=Now() - SILENT).order_by("since"),
    }
    return TemplateResponse(request, "admin/heritage/errands/work.html", context)


def _told(task: DBTaskResult) -> dict:
    states = {"READY": _("waiting"), "RUNNING": _("being done"), "FAILED": _("given up")}
    lines = task.traceback.strip().splitlines()
    args = task.args_kwargs["args"]
    return {
        "what": WHAT.get(task.task_path, task.task_path),
        "number": args[0] if args else "",
        "status": task.status,
        "state": states[task.status],
        "since": task.enqueued_at,
        "due": task.run_after if task.status == "READY" and task.run_after != get_date_max() else None,
        "tries": len(task.worker_ids),
        "error": lines[-1][:LONGEST_ERROR] if lines else "",
    }
