"""The root of the address book: the desk, the health check, and everything public in `sites.urls`."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import path

from heritage.health import healthz, ready
from sites.urls import SPOKEN, UNSPOKEN

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", healthz, name="healthz"),
    path("healthz/ready", ready, name="ready"),
    *i18n_patterns(*SPOKEN, prefix_default_language=False),
    *UNSPOKEN,
]

handler400 = "heritage.errors.bad_request"
handler403 = "heritage.errors.forbidden"
handler404 = "heritage.errors.not_found"
handler500 = "heritage.errors.broken"
