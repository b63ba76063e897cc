"""The root of the address book: the desk, the health check, and everything public in `sites.urls`."""

from django.contrib import admin
from django.urls import include, path

from heritage.health import healthz, ready

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", healthz),
    path("healthz/ready", ready),
    path("", include("sites.urls")),
]

handler400 = "heritage.errors.bad_request"
handler403 = "heritage.errors.forbidden"
handler404 = "heritage.errors.not_found"
handler500 = "heritage.errors.broken"
