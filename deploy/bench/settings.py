"""The product's own settings, but for one address more: an empty view, and tiles that say which worker made them."""

from heritage.settings import *  # noqa: F403

ROOT_URLCONF = "deploy.bench.urls"
