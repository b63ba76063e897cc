"""The desk's app: Django's admin, without the one autodiscovery that needs GDAL."""

from importlib import import_module

from django.apps import apps
from django.contrib.admin.apps import SimpleAdminConfig
from django.utils.module_loading import module_has_submodule

NEEDS_GDAL = {"leaflet"}


class Desk(SimpleAdminConfig):
    """Loads every app's `admin` module but `leaflet.admin`, which imports GDAL and fails on a machine without it."""

    def ready(self):
        super().ready()
        for app in apps.get_app_configs():
            if app.name not in NEEDS_GDAL and module_has_submodule(app.module, "admin"):
                import_module(f"{app.name}.admin")
