"""What of the settings of an object storage fits together, and what an operator is told of the rest."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from heritage.kept import object_storage, storages

WHOLE = {"BUCKET": "heritage", "ENDPOINT": "https://objects.example.org", "ACCESS_KEY": "us", "SECRET_KEY": "secret"}


@pytest.fixture
def said(monkeypatch):
    def said(**values):
        for name in ("BUCKET", "ENDPOINT", "REGION", "ACCESS_KEY", "SECRET_KEY", "LINKS"):
            monkeypatch.setenv(f"S3_{name}", values.get(name, ""))

    return said


def test_without_a_bucket_all_lies_on_the_disk(said, tmp_path):
    said()
    kept = storages(tmp_path, "static")
    assert {one["BACKEND"] for one in kept.values()} == {"heritage.storage.LastingFiles", "static"}


def test_with_a_bucket_all_but_the_programs_own_files_lies_in_it(said, tmp_path):
    said(**WHOLE)
    kept = storages(tmp_path, "static")
    assert [kept[name]["OPTIONS"]["location"] for name in ("default", "releases")] == ["media", "releases"]
    assert {kept[name]["BACKEND"] for name in ("default", "releases")} == {"heritage.objects.ObjectFiles"}
    assert kept["staticfiles"] == {"BACKEND": "static"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"BUCKET": ""}, "S3_ENDPOINT and S3_ACCESS_KEY and S3_SECRET_KEY without S3_BUCKET"),
        ({"SECRET_KEY": ""}, "S3_BUCKET asks for S3_SECRET_KEY"),
        ({"ACCESS_KEY": "", "SECRET_KEY": ""}, "S3_BUCKET asks for S3_ACCESS_KEY and S3_SECRET_KEY"),
        ({"ENDPOINT": ""}, "S3_BUCKET asks for S3_ENDPOINT"),
        ({"ENDPOINT": "objects.example.org"}, "S3_ENDPOINT=objects.example.org is no address"),
        ({"LINKS": "ftp://x"}, "S3_LINKS=ftp://x is no address"),
    ],
)
def test_what_does_not_fit_together_is_refused_at_the_start(said, change, told):
    said(**WHOLE | change)
    with pytest.raises(ImproperlyConfigured, match=told):
        object_storage()


def test_with_amazon_a_region_is_enough(said):
    said(**WHOLE | {"ENDPOINT": "", "REGION": "eu-central-1"})
    assert object_storage()["region_name"] == "eu-central-1"
