from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.views.decorators.http import require_safe

from ..catalogue import BadQuery
from ..terms import Fault

FOLDER = Path(settings.BASE_DIR) / "static" / "js" / "offline"
PAPER = "#fbf8f2"  # --paper of static/css/tokens.css
ICONS = (("icon-192", "192x192", "any"), ("icon-512", "512x512", "any"), ("icon-maskable-512", "512x512", "maskable"))


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a browser shows of this installation among a device's own programs."""
    _refuse_parameters(request)
    said = {
        "id": "/",
        "name": settings.SITE_NAME,
        "short_name": settings.SITE_NAME,
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": reverse("home"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": static(f"img/{name}.png"), "type": "image/png", "sizes": sizes, "purpose": purpose}
            for name, sizes, purpose in ICONS
        ],
    }
    return JsonResponse(said, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False})


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps what a reader sees, at the root, so that it may look after every page.

    Where that is not offered any more, one that throws away what it kept.
    """
    _refuse_parameters(request)
    script = FOLDER / ("worker.js" if settings.OFFLINE_READING else "gone.js")
    said = script.read_text(encoding="utf-8")
    return HttpResponse(said, content_type="text/javascript; charset=utf-8", headers={"Service-Worker-Allowed": "/"})


def _refuse_parameters(request: HttpRequest) -> None:
    for parameter in request.GET:
        raise BadQuery(parameter[:40], Fault("This address takes no parameters: leave it out."))
