"""Settings, read from the environment. Every default is safe and needs no network."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy

from heritage import kept, secret, watched
from heritage.environment import flag, number, one_of, text, words

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = "1.0"

# Everything the product keeps.
DATA_DIR = Path(text("DATA_DIR", str(BASE_DIR / "var"))).resolve()
kept.make(DATA_DIR)

DEBUG = flag("DEBUG")
SECURE = flag("SECURE")  # served over HTTPS, by a proxy in front of us
SECRET_KEY = text("SECRET_KEY") or secret.kept(DATA_DIR / "secret")

# ── what the installation says of itself

SITE_NAME = text("SITE_NAME", "Heritage Damage Tracker")
DATA_LICENCE = text("DATA_LICENCE", "CC BY 4.0")
CONTACT = text("CONTACT")  # where readers write to: an e-mail or web address
DATA_LICENCE_URL = text("DATA_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/")

# The map draws its own base map and needs no network; a tile server is drawn beneath it if one is named.
TILE_URL, TILE_ATTRIBUTION = text("TILE_URL"), text("TILE_ATTRIBUTION")

# E-mail to readers who follow something. Without a server none is sent, and none is offered.
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = text("EMAIL_HOST"), number("EMAIL_PORT", "587"), 10
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = text("EMAIL_HOST_USER"), text("EMAIL_HOST_PASSWORD")
EMAIL_USE_SSL = EMAIL_PORT == 465  # by convention; at any other port the connection turns to TLS after a greeting
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", "1") and not EMAIL_USE_SSL
DEFAULT_FROM_EMAIL = text("DEFAULT_FROM")
if EMAIL_HOST and not DEFAULT_FROM_EMAIL:
    raise ImproperlyConfigured("EMAIL_HOST asks for DEFAULT_FROM: the address from which its mails come.")

# Looking up a place name tells a third party what an editor is working on, so it is off unless asked for.
GEOCODER = text("GEOCODER")
GEOCODER_URL = text("GEOCODER_URL", "https://nominatim.openstreetmap.org")
GEOCODER_USER_AGENT = text("GEOCODER_USER_AGENT")
if GEOCODER not in {"", "nominatim"}:
    raise ImproperlyConfigured(f"GEOCODER={GEOCODER} is not known: write GEOCODER=nominatim, or leave it out.")
if GEOCODER and not GEOCODER_USER_AGENT:
    raise ImproperlyConfigured("GEOCODER asks for GEOCODER_USER_AGENT: who you are, with an address to write to.")

# What an editor types is kept on the device until it is saved; turn it off where many people share one.
DEVICE_DRAFTS = flag("DEVICE_DRAFTS", "1")

# A reader may have what they read kept on their device (docs/offline.md). Turned off, devices throw it away again.
OFFLINE_READING = flag("OFFLINE_READING", "1")

# Articles are fetched from the web through one door (sites/intake/web.py), which only public pages pass.
OFFLINE = flag("OFFLINE")  # there is no internet here
READ_ONLY = flag("READ_ONLY")  # pages are read, nothing is written
FETCH = flag("FETCH", "1") and not OFFLINE and not READ_ONLY

# Whoever opened or changed a report leaves it to somebody else to publish it. One who works alone has nobody else.
SELF_REVIEW = flag("SELF_REVIEW")

# ── the house

INSTALLED_APPS = [
    "heritage.apps.Desk",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "sites.apps.HeritageSites",  # after auth, whose rights its groups are given
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_countries",
    "leaflet",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
]

MIDDLEWARE = [
    "heritage.middleware.browser_manners",  # around all that answers by itself
    "heritage.watch.page.metrics",
    "heritage.watch.requests.count",
    "heritage.watch.lines.tell",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",  # first: the policies are for pages, and many files would repeat them
    "csp.middleware.CSPMiddleware",
    "heritage.caching.cache_manners",
    "heritage.middleware.speak",
    "heritage.database.follow_the_file",
    "heritage.shut.keep_to_the_mode",
    "heritage.middleware.refuse_other_methods",
    "heritage.fairness.share_fairly",  # around what compresses: that is work too
    "heritage.standbys.read_from_standbys",  # around whatever reads, or looks at an ETag
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "heritage.middleware.refuse_nul",
    "heritage.middleware.explain_bad_query",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "sites.accounts.second_factor_first",
]

ROOT_URLCONF = "heritage.urls"
WSGI_APPLICATION = "heritage.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# ── what is kept

DATABASES = kept.databases(DATA_DIR)
DATABASE_ROUTERS = ["sites.replicas.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

WORKER, TASKS = kept.tasks()

# Originals are private: no address leads here.
MEDIA_ROOT = DATA_DIR / "media"
# Where each check adds the head of the chain of decisions: better on another machine than the database is on.
HEADS = text("HEADS", str(DATA_DIR / "heads"))
STATIC_ROOT = Path(text("STATIC_DIR", str(DATA_DIR / "static")))  # made again by collectstatic
STATIC_URL = "/static/"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # nobody else has a use for our scripts and styles
STATICFILES_DIRS = [folder for folder in [BASE_DIR / "static"] if folder.is_dir()]
HASHED = "heritage.storage.HashedStaticFiles"
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = kept.storages(DATA_DIR, PLAIN if DEBUG else HASHED)
FILE_UPLOAD_PERMISSIONS = 0o600
# The public keys for which backups are encrypted (manage.py backup_key makes one; docs/backup.md).
BACKUP_RECIPIENT = words("BACKUP_RECIPIENT")
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20

# ── who may enter

ALLOWED_HOSTS = words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
if addresses := [name for name in ALLOWED_HOSTS if "/" in name]:
    raise ImproperlyConfigured(f"ALLOWED_HOSTS holds names, as heritage.example, and {addresses[0]} is an address.")
# How the addresses begin that are written without a request, as those in a release are.
SITE_HOST = ALLOWED_HOSTS[0].strip("*.") or "localhost"
SITE_URL = text("SITE_URL", f"{'https' if SECURE else 'http'}://{SITE_HOST}").rstrip("/")
if urlsplit(SITE_URL).scheme not in {"http", "https"}:
    raise ImproperlyConfigured(f"SITE_URL={SITE_URL} is no address: begin it with https://, as in https://{SITE_HOST}.")
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ["UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator"]
]
AUTH_PASSWORD_VALIDATORS += [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}}
]

# With SECOND_FACTOR=1 nobody works at the desk without one; otherwise everybody may set one up.
SECOND_FACTOR = flag("SECOND_FACTOR")
OTP_TOTP_ISSUER = SITE_NAME

# How many proxies in front of us add to X-Forwarded-For; what more it says anybody could have written. Addresses are
# told apart to slow down who guesses passwords, and are kept nowhere.
PROXIES = number("PROXIES", "1" if SECURE else "0")

# What one address may take of each process (heritage/fairness.py): seconds of processor time in four minutes, 0 for as
# many as it likes; and how many whole files each process sends at once, to one address a little more than half of them.
READER_SECONDS = number("READER_SECONDS", "60")
FILES_AT_ONCE = number("FILES_AT_ONCE", "5")

# For how long a cache that many share may answer public addresses without asking (heritage/caching.py). Withdrawn or
# protected, nothing may be shown for more than a minute: what making an answer and refreshing it take is left of it.
SHARED_CACHE_SECONDS = number("SHARED_CACHE_SECONDS", "0")
LONGEST_SHARED = 40
if SHARED_CACHE_SECONDS > LONGEST_SHARED:
    raise ImproperlyConfigured(
        f"SHARED_CACHE_SECONDS={SHARED_CACHE_SECONDS} could show what was withdrawn or protected for more than a "
        f"minute: write {LONGEST_SHARED} or less."
    )

# Only the desk sets cookies; a reader's browser is given none.
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = SECURE
SESSION_ENGINE = "sites.models.people"  # sessions that know whose they are
SESSION_COOKIE_AGE = 8 * 60 * 60  # unused; sites/models/people.py counts
CSRF_COOKIE_HTTPONLY = True
# What the desk says of records stays here, instead of in a cookie that anybody at the same computer could read.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "heritage.errors.form_refused"
SECURE_REDIRECT_EXEMPT = ["^healthz(/ready)?$"]
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
# W021 asks to promise HTTPS in every browser's built-in list: that is the domain's owner's decision, and hard to undo.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# ── what a browser may do with our pages


def tile_host(url):
    """The origin of a Leaflet tile template, as a policy source: https://{s}.example.org/{z}/… -> https://*.example.org"""
    parts = urlsplit(url.replace("{s}", "*"))
    if parts.scheme not in {"http", "https"} or not parts.netloc or "{z}" not in url:
        raise ImproperlyConfigured(f"TILE_URL={url} is no tile address: write https://host/{{z}}/{{x}}/{{y}}.png.")
    return f"{parts.scheme}://{parts.netloc}"


CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **{kind: [NONE] for kind in ["default-src", "base-uri", "frame-ancestors", "object-src"]},
        **{f"{kind}-src": [SELF] for kind in ["script", "style", "connect", "font", "manifest", "worker"]},
        "form-action": [SELF],
        "img-src": [SELF, "data:", *([tile_host(TILE_URL)] if TILE_URL else [])],
    }
}
X_FRAME_OPTIONS = "DENY"
# A source that a reader opens is not told where the reader came from.
SECURE_REFERRER_POLICY = "same-origin"
TILE_OPTIONS = {"attribution": TILE_ATTRIBUTION, "referrerPolicy": "strict-origin"}  # tile servers ask who is asking
LEAFLET_CONFIG = {"TILES": [("", TILE_URL, TILE_OPTIONS)] if TILE_URL else []}

# ── language, time

# Pages speak the language of their address (sites/tongues), the desk what the browser asks for.
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ar", "العربية"), ("fr", "Français"), ("uk", "Українська")]
TEXT_LANGUAGE = text("TEXT_LANGUAGE", LANGUAGE_CODE)  # of the records themselves: it may be one no page speaks
LOCALE_PATHS = [BASE_DIR / "sites" / "locale"]
COUNTRIES_OVERRIDE = {"PS": gettext_lazy("Palestine")}  # “Palestine, State of” fits in no sentence
FORMAT_MODULE_PATH = ["heritage.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

# ── what whoever runs it is told

LOG_LEVEL = one_of("LOG_LEVEL", "WARNING", watched.LEVELS)
LOGGING = watched.logging(LOG_LEVEL, text("LOG_FORMAT", "text"))
# Who shows it is told figures at /metrics; without one nothing stands there.
METRICS_TOKEN = watched.token(text("METRICS_TOKEN"))
