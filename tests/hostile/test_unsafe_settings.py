"""An operator is warned of settings that would harm those who trust the installation, each by a sentence of its own."""

from pathlib import Path

import pytest
from django.core.checks import Tags, run_checks

SAFE = {
    "DEBUG": False,
    "SECURE": True,
    "SECOND_FACTOR": True,
    "PROXIES": 1,
    "ALLOWED_HOSTS": ["heritage.example.org"],
    "SITE_URL": "https://heritage.example.org",
    "TILE_URL": "",
    "GEOCODER": "",
    "SECRET_KEY": "".join(map(chr, range(48, 110))),
    "SECURE_SSL_REDIRECT": True,
    "SECURE_HSTS_SECONDS": 365 * 24 * 60 * 60,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
}
TILES = "https://{s}.tile.example/{z}/{x}/{y}.png"
UNSAFE = {
    "pages of errors for everybody": ({"DEBUG": True}, "heritage.E001", "shows the inside of the program"),
    "any host": ({"ALLOWED_HOSTS": ["*"]}, "heritage.W001", "Name each host"),
    "any name below a host": ({"ALLOWED_HOSTS": [".example.org"]}, "heritage.W001", "Name each host"),
    "links without HTTPS": ({"SITE_URL": "http://heritage.example.org"}, "heritage.W002", "https://"),
    "a password alone": ({"SECOND_FACTOR": False}, "heritage.W012", "SECOND_FACTOR=1"),
    "a proxy that is not counted": ({"PROXIES": 0}, "heritage.W003", "PROXIES=1"),
    "a cache that is not counted": (
        {"PROXIES": 0, "SECURE": False, "SHARED_CACHE_SECONDS": 40},
        "heritage.W003",
        "how many proxies",
    ),
    "tiles without HTTPS": ({"TILE_URL": TILES.replace("https", "http")}, "heritage.W005", "https://"),
    "tiles of somebody else": ({"TILE_URL": TILES}, "heritage.I001", "tile.example learns which part of the map"),
    "names looked up elsewhere": ({"GEOCODER": "nominatim"}, "heritage.I002", "nominatim.openstreetmap.org learns"),
    "files without HTTPS": (
        {"STORAGES": {"default": {"BACKEND": "", "OPTIONS": {"endpoint_url": "http://objects.example"}}}},
        "heritage.W011",
        "S3_ENDPOINT without HTTPS",
    ),
    "a short key": ({"SECRET_KEY": "from-a-tutorial"}, "security.W009", "SECRET_KEY"),
    "a key of one letter": ({"SECRET_KEY": "a" * 80}, "security.W009", "SECRET_KEY"),
    "cookies without HTTPS": ({"SESSION_COOKIE_SECURE": False}, "security.W012", "SESSION_COOKIE_SECURE"),
    "no promise of HTTPS": ({"SECURE_HSTS_SECONDS": 0}, "security.W004", "SECURE_HSTS_SECONDS"),
    "no way to HTTPS": ({"SECURE_SSL_REDIRECT": False}, "security.W008", "SECURE_SSL_REDIRECT"),
}


@pytest.fixture
def said(settings, tmp_path):
    """What the deployment check says of settings that are safe but for those that are named."""

    def checked(**unsafe):
        tmp_path.chmod(0o700)
        for name, value in (SAFE | unsafe).items():
            setattr(settings, name, value)
        return {
            one.id: f"{one.msg} {one.hint}" for one in run_checks(tags=[Tags.security], include_deployment_checks=True)
        }

    return checked


def test_of_safe_settings_nothing_is_said(said):
    assert {name for name in said() if name != "security.W021"} == set()


@pytest.mark.parametrize("case", UNSAFE)
def test_each_unsafe_setting_is_named_with_what_to_do(said, case):
    unsafe, name, words = UNSAFE[case]
    found = said(**unsafe)
    assert words in found[name]


def test_tiles_from_ones_own_host_are_nobodys_business(said):
    own = "https://heritage.example.org/tiles/{z}/{x}/{y}.png"
    assert "heritage.I001" not in said(TILE_URL=own)


def test_a_data_folder_that_others_may_read_is_named(said, settings):
    assert "heritage.W004" not in said()
    settings.DATA_DIR.chmod(0o755)
    found = {one.id: one.hint for one in run_checks(tags=[Tags.security], include_deployment_checks=True)}
    assert found["heritage.W004"] == f"chmod 700 {settings.DATA_DIR}"


def test_a_data_folder_in_which_nothing_can_be_kept_is_named(settings, tmp_path):
    def named():
        return {one.id: f"{one.msg} {one.hint}" for one in run_checks(tags=[Tags.files])}

    settings.DATA_DIR = tmp_path
    assert "heritage.W006" not in named()
    settings.DATA_DIR = Path("/proc")  # not even root may write there
    assert "DATA_DIR=/proc cannot be written. Let the user of the server write there" in named()["heritage.W006"]


def test_a_key_that_each_of_several_servers_makes_for_itself_is_named(said, settings, monkeypatch):
    own = settings.DATA_DIR / "secret"
    own.write_text(SAFE["SECRET_KEY"])
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", "db.example")
    assert f"Write what stands in {own} as SECRET_KEY" in said()["heritage.W007"]
    assert "heritage.W007" not in said(SECRET_KEY=SAFE["SECRET_KEY"][::-1])  # one that all of them were given
    monkeypatch.setitem(settings.DATABASES["default"], "HOST", "/var/run/postgresql")
    assert "heritage.W007" not in said()


def test_an_installation_with_its_inside_shown_to_the_internet_does_not_start(settings):
    settings.DEBUG = settings.SECURE = True
    assert "heritage.E001" in {one.id for one in run_checks(tags=[Tags.security]) if one.is_serious()}
