from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _said
from django.utils.translation import gettext_lazy as _

from ..terms import PHOTO_MOMENTS
from .fields import EdtfField, TermField, WordingsField, one_of
from .site import Site
from .workflow import Reviewed

RENDITION_WIDTHS = (480, 960, 1600)
ONCE = models.UniqueConstraint(
    fields=["sha256"],
    condition=~models.Q(state="withdrawn"),
    name="photo_once",
    violation_error_message=_("This picture is here already."),
)

PAIRED = (
    models.CheckConstraint(
        condition=models.Q(pair=None) | models.Q(moment="after"),
        name="photo_pair_after_with_before",
        violation_error_message=_("Only a picture from after the damage is compared with one from before."),
    ),
    models.UniqueConstraint(
        fields=["pair"],
        condition=~models.Q(state="withdrawn"),
        name="photo_pair_once",
    ),
)


class Photo(Reviewed):
    """A picture of a site. The original stays private; the public sees renditions that were rebuilt from its pixels."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="photos", verbose_name=_("site"))
    original = models.FileField(_("file"), upload_to="photos/originals", max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    moment = TermField(PHOTO_MOMENTS, default="after", verbose_name=_("shows the site"))
    alt = models.CharField(
        _("description"), max_length=500, help_text=_("What the picture shows, for those who cannot see it.")
    )
    wordings = WordingsField(_("description in other languages"))
    credit = models.CharField(_("credit"), max_length=200)
    licence = models.CharField(_("licence"), max_length=100)
    taken = EdtfField(_("taken"))
    pair = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="compared",
        verbose_name=_("same view before the damage"),
        help_text=_(
            "Readers compare the two by moving a slider. Only of a picture that shows the site after the damage."
        ),
    )
    graphic = models.BooleanField(
        _("graphic"), default=False, help_text=_("Shows people hurt or dead: readers see it only after a click.")
    )

    class Meta(Reviewed.Meta):
        abstract = False
        ordering = ["id"]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        constraints = [*Reviewed.Meta.constraints, one_of("moment", PHOTO_MOMENTS), ONCE, *PAIRED]

    def __str__(self):
        return self.alt or _said("Picture %(number)s, not described yet") % {"number": self.pk}

    def clean(self):
        if self.pair and not (_is_before_of(self.pair, self) and self.moment == "after"):
            raise ValidationError(
                _said("It is compared with “%(other)s”: that must show the same site before the damage, this after it.")
                % {"other": self.pair}
            )
        if self.pair and self.pair.compared.exclude(pk=self.pk).exclude(state="withdrawn").exists():
            raise ValidationError(_said("“%(other)s” is compared with another picture already.") % {"other": self.pair})
        by = next((one for one in self.compared.all() if one.state != "withdrawn"), None) if self.pk else None
        if by and not _is_before_of(self, by):
            raise ValidationError(
                _said("“%(other)s” is compared with it: it must stay a picture of that site from before the damage.")
                % {"other": by}
            )

    @property
    def widths(self) -> tuple[int, ...]:
        """The widths in pixels of its public renditions: never larger than the original."""
        return tuple(width for width in RENDITION_WIDTHS if width < self.width) or (self.width,)

    @property
    def renditions(self) -> dict[int, str]:
        """Where each public rendition is stored, by its width."""
        return {width: f"photos/public/{self.sha256}-{width}.webp" for width in self.widths}


def _is_before_of(photo: Photo, other: Photo) -> bool:
    return photo.moment == "before" and photo.site_id == other.site_id
