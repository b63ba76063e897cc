"""The way in: the desk's first page, and the addresses of its own."""

from django.conf import settings
from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext_lazy

from .. import accounts, backups, confirm, errands, handover, neighbours
from ..answers import Finder, date_words, geocode, known, point, preview
from ..history import tell_all
from ..models import Decision
from ..queue import queue, work_of
from ..uploads import picture_file, small_picture_file
from .article import capture_file
from .evidence import evidence
from .letters import letter, letters, open_letters

LATEST = 10
ROOMS = (accounts, confirm, errands, handover, neighbours)
OF_OTHER_ROOMS = [address for room in ROOMS for address in room.ADDRESSES]


def open_desk() -> None:
    """Give the stock admin site the installation's name, the desk's first page and its own addresses."""
    site = admin.site
    site.site_header = site.site_title = settings.SITE_NAME
    site.index_title = gettext_lazy("The editors’ desk")
    site.enable_nav_sidebar = False  # the lists need the room; the header leads everywhere
    site.index_template = "admin/heritage/index.html"
    site.login_form = accounts.SignInForm
    stock = site.get_urls

    def desk_urls():
        own = {"desk/date/": date_words, "desk/point/": point, "desk/geocode/": geocode}
        own |= {"desk/preview/": preview, "desk/known/": known}
        return [
            path("", site.admin_view(first_page), name="index"),
            path("autocomplete/", site.admin_view(Finder.as_view(admin_site=site)), name="autocomplete"),
            path("review/", site.admin_view(queue), name="desk_review"),
            path("desk/copies/<int:number>/", site.admin_view(capture_file), name="desk_capture"),
            path("desk/evidence/<slug:kind>/<int:number>/", site.admin_view(evidence), name="desk_evidence"),
            path("letters/", site.admin_view(letters), name="desk_letters"),
            path("letters/<int:number>/", site.admin_view(letter), name="desk_letter"),
            path("desk/pictures/<int:number>/", site.admin_view(picture_file), name="desk_picture"),
            path(
                "desk/pictures/<int:number>/<int:width>/",
                site.admin_view(small_picture_file),
                name="desk_picture_small",
            ),
            *(path(where, site.admin_view(view), name=f"desk_{view.__name__}") for where, view in own.items()),
            *(path(where, site.admin_view(view), name=name) for where, view, name in OF_OTHER_ROOMS),
            *(path(where, view, name=name) for where, view, name in accounts.OPEN_ADDRESSES),
            *stock(),
        ]

    site.get_urls = desk_urls


def first_page(request):
    """What there is to do, and what was decided last, above the stock list of records."""
    latest = Decision.objects.order_by("-id")[:LATEST] if request.user.has_perm("heritage.view_decision") else []
    work = work_of(request.user)
    context = {
        "work": work,
        "idle": not any(one.rows for one in work),
        "latest": tell_all(latest, request.user),
        "letters": open_letters(request.user),
        "backup": backups.overdue() if request.user.has_perm("heritage.manage_people") else "",
    }
    return admin.site.index(request, context)
