"""What a package says of itself."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.text import slugify

SPDX = ("CC0-1.0", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0",
        "ODbL-1.0", "ODC-By-1.0", "PDDL-1.0")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edition:
    """A release, or, without a ``version``, everything as it is on a day. ``origin`` begins all addresses in it."""

    origin: str
    day: date
    version: str = ""
    note: str = ""

    @property
    def label(self) -> str:
        """The version by which it is cited."""
        return self.version or self.day.isoformat()

    @property
    def title(self) -> str:
        return settings.SITE_NAME

    @property
    def address(self) -> str:
        return f"{self.origin}/releases/{self.version}/" if self.version else f"{self.origin}/data/"

    @property
    def file_name(self) -> str:
        """Under which a reader keeps it."""
        return f"{self.slug}-{self.label}.zip"

    @property
    def slug(self) -> str:
        return slugify(settings.SITE_NAME) or "heritage"

    @property
    def licence(self) -> str:
        return settings.DATA_LICENCE

    @property
    def licence_url(self) -> str:
        return settings.DATA_LICENCE_URL

    @property
    def spdx(self) -> str:
        """The licence as machines know it; empty where it is one of our own."""
        name = self.licence.replace(" ", "-")
        return name if name in SPDX else ""
