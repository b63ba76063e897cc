"""What an operator is told of settings that each can be used and together are unsafe (`manage.py check --deploy`)."""

import os
import tempfile
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Info, Tags, register
from django.core.checks import Warning as Caution

EVERYBODY = 0o077  # what others than the owner may do with a folder
ON_THIS_MACHINE = ("/", "localhost", "127.", "::1")


@register(Tags.security)
def no_debugging_in_public(app_configs, **_):
    """At every start: the pages of errors would show settings, records and exact places to whoever makes one."""
    if settings.DEBUG and settings.SECURE:
        hint = "Take DEBUG=1 out, or SECURE=1 on your own machine."
        yield Error("DEBUG=1 shows the inside of the program to everybody.", hint, id="heritage.E001")


@register(Tags.files)
def a_folder_to_write_in(app_configs, **_):
    """At every start: pages are served without it, and whatever is handed in is lost."""
    try:
        tempfile.TemporaryFile(dir=settings.DATA_DIR).close()
    except OSError:
        hint = f"Let the user of the server write there (chown), or name another folder. This is {_user()}."
        yield Caution(f"DATA_DIR={settings.DATA_DIR} cannot be written.", hint, id="heritage.W006")


def _user() -> str:
    return f"the user with the number {os.geteuid()}"


@register(Tags.security, deploy=True)
def one_for_all_servers(app_configs, **_):
    """Before several servers share a database: what each would make for itself, and all have to agree upon."""
    host, own = settings.DATABASES["default"].get("HOST"), settings.DATA_DIR / "secret"
    if not host or host.startswith(ON_THIS_MACHINE):
        return
    if own.is_file() and os.access(own, os.R_OK) and own.read_text() == settings.SECRET_KEY:
        hint = f"Write what stands in {own} as SECRET_KEY among the settings of every server."
        said = "The database is on another machine, and SECRET_KEY is this server's own: another would sign people out."
        yield Caution(said, hint, id="heritage.W007")


@register(Tags.security, deploy=True)
def safe_in_public(app_configs, **_):
    """Before an installation is opened to the internet."""
    yield from _names()
    if (settings.SECURE or settings.SHARED_CACHE_SECONDS) and not settings.PROXIES:
        hint = "Write PROXIES=1, or how many proxies there are in front."
        yield Caution(
            "PROXIES=0 takes all visitors behind a proxy for one: the first who guesses passwords "
            "makes everybody wait.",
            hint,
            id="heritage.W003",
        )
    if settings.SECURE and not settings.SECOND_FACTOR:
        hint = "Write SECOND_FACTOR=1: everybody at the desk is then led to set one up."
        said = "Without SECOND_FACTOR one guessed password shows the exact places of protected sites."
        yield Caution(said, hint, id="heritage.W012")
    if settings.DATA_DIR.stat().st_mode & EVERYBODY:
        hint = f"chmod 700 {settings.DATA_DIR}"
        yield Caution("Other accounts of this machine may look into DATA_DIR.", hint, id="heritage.W004")
    yield from _third_parties()


def _names():
    """Whoever asks chooses a Host header; it ends up in links, and in the addresses that are written into files."""
    if wild := [name for name in settings.ALLOWED_HOSTS if "*" in name or name.startswith(".")]:
        hint = "Name each host by which readers know it."
        said = f"ALLOWED_HOSTS={','.join(wild)} lets visitors choose the name that stands in our links."
        yield Caution(said, hint, id="heritage.W001")
    if settings.SECURE and not settings.SITE_URL.startswith("https://"):
        hint = "Begin SITE_URL with https://, or leave it out."
        yield Caution(
            f"SITE_URL={settings.SITE_URL} leads readers to pages that anybody on the way may change.",
            hint,
            id="heritage.W002",
        )


def _storages():
    said = settings.STORAGES["default"].get("OPTIONS", {})
    return ("S3_ENDPOINT", said.get("endpoint_url") or ""), ("S3_LINKS", said.get("links", ""))


def _third_parties():
    """Not unsafe for everybody, and told to whoever chose them: others learn what is looked at."""
    tiles = urlsplit(settings.TILE_URL)
    if settings.SECURE and tiles.scheme == "http":
        hint = "Begin TILE_URL with https://."
        yield Caution("Browsers refuse tiles that come without HTTPS.", hint, id="heritage.W005")
    if tiles.netloc and tiles.hostname not in settings.ALLOWED_HOSTS:
        hint = "Serve the tiles from a host of your own that ALLOWED_HOSTS names, or leave TILE_URL out."
        said = f"{tiles.netloc} learns which part of the map each reader and each editor looks at, and their addresses."
        yield Info(said, hint, id="heritage.I001")
    if settings.SECURE and (plain := [name for name, url in _storages() if url.startswith("http://")]):
        hint = "Begin it with https://."
        said = f"{' and '.join(plain)} without HTTPS: files that nobody else may see pass in the clear."
        yield Caution(said, hint, id="heritage.W011")
    if settings.GEOCODER:
        hint = "Leave GEOCODER out if nobody may know what is being worked on."
        said = f"{urlsplit(settings.GEOCODER_URL).netloc} learns which places editors look up."
        yield Info(said, hint, id="heritage.I002")
