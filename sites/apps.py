from importlib import import_module

from django.apps import AppConfig
from django.apps import apps as installed
from django.core import checks
from django.db import connection
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy

MODELS = ("site", "sitename", "identifier", "article", "origin", "report", "citation", "photo")
EDITOR = [f"{right}_{model}" for model in MODELS for right in ("add", "change", "view")]
EDITOR += ["delete_report", "delete_photo", "delete_site", "delete_citation", "delete_sitename", "delete_identifier"]
EDITOR += ["view_capture", "add_capture", "view_decision"]
EDITOR += ["add_intake", "change_intake", "view_intake", "change_proposal", "view_proposal"]
REVIEWER = [*EDITOR, "review"]
STEWARD = [*REVIEWER, "view_exact_place"]
ADMINISTRATOR = [*STEWARD, "manage_people"]
GROUPS = {"Editor": EDITOR, "Reviewer": REVIEWER, "Steward": STEWARD, "Administrator": ADMINISTRATOR}


class HeritageSites(AppConfig):
    """The one app. Its label is not "sites", which would collide with django.contrib.sites."""

    name = "sites"
    label = "heritage"
    verbose_name = gettext_lazy("Heritage damage")
    readers: list[str] = []  # roles of PostgreSQL

    def ready(self):
        pre_migrate.connect(self.take_views_down, sender=self)
        post_migrate.connect(self.put_views_up, sender=self)
        post_migrate.connect(give_rights, sender=self)
        post_migrate.connect(name_sites, sender=self)
        post_migrate.connect(list_records, sender=self)
        for check in ("check", "left_over"):
            checks.register(getattr(import_module("sites.backups"), check))

    def take_views_down(self, **_):
        """What a role for readers reads is made of tables that a migration may change (``manage.py public_role``)."""
        self.readers = _public_side().take_down() if connection.vendor == "postgresql" else []

    def put_views_up(self, **_):
        readers, self.readers = self.readers, []  # what empties the tables is told of as a migration that is over, too
        if readers:
            _public_side().build(readers)


def _public_side():
    return import_module("sites.role")


def give_rights(apps=installed, **_):  # flush, unlike migrate, does not say which apps
    """Keep the groups Editor, Reviewer, Steward and Administrator, each with at least the rights of its work."""
    for name, rights in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(
            *apps.get_model("auth", "Permission").objects.filter(
                content_type__app_label="heritage", codename__in=rights
            )
        )


def name_sites(apps=installed, **_):
    """Sites that are older than the reading of articles have no names yet by which a text could find them."""
    if "toponym" not in apps.all_models["heritage"]:
        return
    known, named = (installed.get_model("heritage", name).objects for name in ("Site", "Toponym"))
    if known.exists() and not named.exists():
        import_module("sites.gazetteer").rebuild()


def list_records(apps=installed, **_):
    """Records that are older than the desk's lists of today stand in none of them yet."""
    if "listed" not in apps.all_models["heritage"]:
        return
    decided, listed = (installed.get_model("heritage", name).objects for name in ("Decision", "Listed"))
    if decided.exists() and not listed.exists():
        import_module("sites.finding").rebuild()
