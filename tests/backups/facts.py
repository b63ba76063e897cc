"""What can be said of an installation, so that a later version of the program can be compared with it."""

import hashlib
import json

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.urls import reverse

from sites.models import Article, Decision, Entry, Photo, Release, Report, Site

# What every migration may add to, because it follows from the program.
GROWING = {"django_migrations", "django_content_type", "auth_permission", "auth_group_permissions"}
# What is not in a backup.
NOT_KEPT = {
    f"heritage_{name}" for name in ("period", "revision", "toponym", "toponymword", "listed", "session", "attempts")
}
NOT_KEPT |= {"django_session", "heritage_standing", "heritage_turns", "heritage_worker"}


def facts():
    """Every column's sum, every place as readers see it, every address and how it answers."""
    return {
        "head": list(Decision.objects.order_by("-id").values_list("id", "digest").first()),
        "columns": columns(),
        "protected": {one.slug: [one.visibility, one.state] for one in Site.objects.order_by("slug")},
        "public": {one.slug: [one.latitude, one.longitude, one.cell] for one in Entry.objects.order_by("slug")},
        "addresses": {address: status(address) for address in addresses()},
    }


def status(address):
    """How an address answers a reader, who reads to the end."""
    answer = Client().get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)
    answer.close()
    return answer.status_code


def columns():
    """{table: {column: [rows, SHA-256 of the values in the order of the keys]}}"""
    told = {}
    for model in apps.get_models(include_auto_created=True):
        table = model._meta.db_table
        if table not in GROWING | NOT_KEPT:
            told[table] = {field.column: sums(model, field) for field in model._meta.concrete_fields}
    return told


def sums(model, field):
    digest, rows = hashlib.sha256(), 0
    for value in model._base_manager.order_by("pk").values_list(field.attname, flat=True):
        value = bytes(value).hex() if isinstance(value, bytes | memoryview) else value
        digest.update(json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True).encode() + b"\n")
        rows += 1
    return [rows, digest.hexdigest()]


def addresses():
    """All that a reader may have noted, of what is public and of what is not."""
    plain = (
        "home",
        "sites",
        "articles",
        "summary",
        "releases",
        "data",
        "sites_csv",
        "reports_csv",
        "articles_csv",
        "api",
    )
    yield from map(reverse, plain)
    for one in Site.objects.order_by("slug"):
        yield reverse("site", args=[one.slug])
        yield reverse("site_geojson", args=[one.slug])
    yield from (reverse("report", args=[number]) for number in numbers_of(Report, "number"))
    yield from (reverse("article", args=[number]) for number in numbers_of(Article, "pk"))
    for photo in Photo.objects.order_by("pk"):
        yield from (reverse("photo", args=[photo.sha256, width]) for width in photo.widths)
    for release in Release.objects.order_by("pk"):
        yield release.get_absolute_url()
        yield from (reverse("release_file", args=[release.version, file["name"]]) for file in release.files)


def numbers_of(model, name):
    found = model.objects.exclude(**{name: None}).order_by(name)
    return dict.fromkeys(found.values_list(name, flat=True))
