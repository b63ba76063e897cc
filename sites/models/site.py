from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from ..places import looks_swapped
from ..terms import AMENDMENT_STATES, KINDS, NAME_KINDS, SCHEMES, VISIBILITIES, Fault, check_identifier
from .fields import EdtfField, TermField, WordingsField, check_outline, invalid, one_of
from .workflow import Reviewed

language_tag = RegexValidator(
    r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?\Z",
    _("Write a language tag such as ar, uk or sr-Latn."),
)


class Site(Reviewed):
    """A place or object of heritage. Its number is never given to another; a merged site leads on to where it went."""

    slug = models.SlugField(
        _("address"), max_length=120, unique=True, help_text=_("Part of the site's web address. It stays for ever.")
    )
    name = models.CharField(_("name"), max_length=200)
    kind = TermField(KINDS, verbose_name=_("kind"))
    country = CountryField(_("country"))
    place = models.CharField(
        _("place"),
        max_length=300,
        blank=True,
        help_text=_("Town and region, in words. Withheld where the site is protected."),
    )
    part_of = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("part of")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )
    summary = models.TextField(
        _("summary"), max_length=4000, blank=True, help_text=_("What it is and why it matters, in your own words.")
    )
    wordings = WordingsField(_("summary in other languages"))
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    precision_m = models.PositiveIntegerField(
        _("precision in metres"), null=True, blank=True, help_text=_("How far from the point the site may lie.")
    )
    approximate = models.BooleanField(
        _("approximate"), default=False, help_text=_("The coordinates are a guess that nobody has checked.")
    )
    point_source = models.CharField(_("source of the coordinates"), max_length=300, blank=True)
    footprint = models.JSONField(
        _("outline"),
        null=True,
        blank=True,
        validators=[check_outline],
        help_text=_("Where the site lies on the ground: drawn on the map above, or pasted as GeoJSON."),
    )
    visibility = TermField(VISIBILITIES, default="0.1", verbose_name=_("what the public sees of the place"))
    built = EdtfField(_("built"), help_text=_("EDTF: 0130, 01XX, -0704/-0690"))

    class Meta(Reviewed.Meta):
        abstract = False
        ordering = ["name", "id"]
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        permissions = [("view_exact_place", "Can see the exact places of protected sites")]
        constraints = [
            *Reviewed.Meta.constraints,
            one_of("kind", KINDS),
            one_of("visibility", VISIBILITIES),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                name="site_both_coordinates_or_none",
                violation_error_message=_("Give both latitude and longitude, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(latitude=None) | Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="site_coordinates_on_earth",
                violation_error_message=_("Latitude lies between -90 and 90, longitude between -180 and 180."),
            ),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(state="withdrawn"), name="site_merged_is_withdrawn"
            ),
        ]
        indexes = [
            *Reviewed.Meta.indexes,
            models.Index(fields=["latitude", "longitude"], name="site_around"),
            models.Index(fields=["name", "id"], name="site_by_name"),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("site", args=[self.slug])

    # A form says otherwise if it keeps a point unseen: to be told in which countries that cannot lie would tell of it.
    point_is_typed = True

    def clean(self):
        if self.point_is_typed:
            self._refuse_swapped_coordinates()
        parent, above = self.part_of, {self.pk}
        while parent is not None:
            if parent.pk in above:
                raise ValidationError({"part_of": _("A site cannot be a part of itself or of its own parts.")})
            above.add(parent.pk)
            parent = parent.part_of

    def _refuse_swapped_coordinates(self):
        if self.latitude is None or self.longitude is None:
            return
        if looks_swapped(self.latitude, self.longitude, self.country.code):
            raise ValidationError(
                {
                    "latitude": _(
                        "The point lies outside %(country)s, and would lie in it the other way round: "
                        "latitude comes first."
                    )
                    % {"country": self.country.name}
                }
            )


class SiteName(models.Model):
    """A further name of a site, in any language and script."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="names")
    text = models.CharField(_("name"), max_length=200)
    language = models.CharField(
        _("language"), max_length=12, blank=True, validators=[language_tag], help_text=_("ar, uk, fr …")
    )
    kind = TermField(NAME_KINDS, default="alternative", verbose_name=_("kind"))

    class Meta:
        ordering = ["id"]
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            one_of("kind", NAME_KINDS),
            models.UniqueConstraint(fields=["site", "text", "language"], name="sitename_once"),
        ]

    def __str__(self):
        return self.text


class Identifier(models.Model):
    """The site's identifier in another register."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="identifiers")
    scheme = TermField(SCHEMES, verbose_name=_("register"))
    value = models.CharField(_("identifier"), max_length=60)

    class Meta:
        ordering = ["id"]
        verbose_name = _("identifier")
        verbose_name_plural = _("identifiers")
        constraints = [
            one_of("scheme", SCHEMES),
            models.UniqueConstraint(fields=["site", "scheme", "value"], name="identifier_once"),
        ]
        indexes = [models.Index(fields=["scheme", "value"], name="identifier_of_sites")]

    def __str__(self):
        return f"{SCHEMES.label(self.scheme)} {self.value}"

    def clean(self):
        if self.scheme in SCHEMES:
            try:
                check_identifier(self.scheme, self.value)
            except Fault as fault:
                raise ValidationError({"value": invalid(fault)}) from fault


class Apart(models.Model):
    """Two sites that look like one and are two: somebody looked, so that nobody is asked again."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="apart_from")
    other = models.ForeignKey(Site, models.CASCADE, related_name="apart_too")
    said_by = models.CharField(_("said by"), max_length=40)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["site", "other"], name="apart_once"),
            models.CheckConstraint(condition=Q(site__lt=F("other")), name="apart_in_order"),
        ]

    def __str__(self):
        return f"{self.site_id} ≠ {self.other_id}"


class Amendment(models.Model):
    """Another place for a published site, or more of it to be shown: it waits until somebody else has looked at it."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="amendments", verbose_name=_("site"))
    changes = models.JSONField(_("changes"), help_text="{field of the site: [as it was, as it is to be]}")
    reason = models.TextField(_("why"), max_length=2000)
    proposed_by = models.CharField(_("proposed by"), max_length=40)
    proposed_at = models.DateTimeField(_("proposed at"))
    state = TermField(AMENDMENT_STATES, default="waiting", verbose_name=_("state"))
    decided_by = models.CharField(_("decided by"), max_length=40, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    comment = models.TextField(_("comment"), max_length=2000, blank=True)

    class Meta:
        ordering = ["proposed_at", "id"]
        verbose_name = _("change of place")
        verbose_name_plural = _("changes of place")
        constraints = [
            one_of("state", AMENDMENT_STATES),
            models.UniqueConstraint(fields=["site"], condition=Q(state="waiting"), name="amendment_one_waits"),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_by="", decided_at=None)
                | (~Q(state="waiting") & ~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="amendment_decided",
            ),
        ]
        indexes = [
            models.Index(fields=["proposed_at"], condition=Q(state="waiting"), name="amendment_waiting"),
            models.Index(fields=["proposed_by", "state"], name="amendment_of_editor"),
        ]

    def __str__(self):
        return str(self.site)
