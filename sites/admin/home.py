"""The way in: the desk's first page, and the addresses of its own."""

from django.conf import settings
from django.contrib import admin
from django.urls import path, reverse
from django.utils.translation import gettext_lazy

from .. import confirm
from ..models import Decision, Photo, Report, Site
from .article import capture_file
from .evidence import evidence
from .live import date_words, geocode, point
from .photo import picture_file
from .queue import queue
from .story import tell

KINDS = {"site": Site, "report": Report, "photo": Photo}
LATEST = 10


def open_desk() -> None:
    """Give the stock admin site the installation's name, the desk's first page and its own addresses."""
    site = admin.site
    site.site_header = site.site_title = settings.SITE_NAME
    site.index_title = gettext_lazy("The editors’ desk")
    site.enable_nav_sidebar = False  # the lists need the room; the header leads everywhere
    site.index_template = "admin/heritage/index.html"
    stock = site.get_urls

    def desk_urls():
        own = {"desk/date/": date_words, "desk/point/": point, "desk/geocode/": geocode}
        return [
            path("", site.admin_view(first_page), name="index"),
            path("review/", site.admin_view(queue), name="desk_review"),
            path("desk/copies/<int:number>/", site.admin_view(capture_file), name="desk_capture"),
            path("desk/evidence/<slug:kind>/<int:number>/", site.admin_view(evidence), name="desk_evidence"),
            path("desk/pictures/<int:number>/", site.admin_view(picture_file), name="desk_picture"),
            *(path(where, site.admin_view(view), name=f"desk_{view.__name__}") for where, view in own.items()),
            *(path(where, site.admin_view(view), name=name) for where, view, name in confirm.ADDRESSES),
            *stock(),
        ]

    site.get_urls = desk_urls


def first_page(request):
    """What waits, and what was decided last, above the stock list of records."""
    latest = Decision.objects.order_by("-id")[:LATEST] if request.user.has_perm("heritage.view_decision") else []
    context = {
        "waiting": waiting_counts(request.user),
        "latest": [tell(decision) for decision in latest],
    }
    return admin.site.index(request, context)


def waiting_counts(user) -> list[dict]:
    """How many records of each kind wait for review, of those that the account may see."""
    return [
        {
            "name": model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural,
            "count": count,
            "url": f"{reverse(f'admin:heritage_{kind}_changelist')}?state__exact=in_review",
        }
        for kind, model in KINDS.items()
        if user.has_perm(f"heritage.view_{kind}")
        for count in [model.objects.waiting().count()]
    ]
