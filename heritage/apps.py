"""The desk's app: Django's admin, without what would break it or open a second door to its people."""

from importlib import import_module

from django.apps import apps
from django.contrib.admin.apps import SimpleAdminConfig
from django.utils.module_loading import module_has_submodule

from heritage import checks  # noqa: F401  registered by being read

LEFT_OUT = {
    "leaflet",  # imports GDAL
    "django.contrib.auth",  # gives single rights and makes superusers: people have their own pages, in sites/accounts/
    "django_otp.plugins.otp_static",  # shows the secrets of second factors
    "django_otp.plugins.otp_totp",
}


class Desk(SimpleAdminConfig):
    """Loads every app's `admin` module but those that are left out."""

    def ready(self):
        super().ready()
        for app in apps.get_app_configs():
            if app.name not in LEFT_OUT and module_has_submodule(app.module, "admin"):
                import_module(f"{app.name}.admin")
