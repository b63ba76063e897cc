from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..terms import ARTICLE_TYPES
from .fields import EdtfField, LinkField, TermField, one_of
from .site import language_tag


class Origin(models.Model):
    """One agency copy or one video that several articles repeat: together they count once."""

    name = models.CharField(_("name"), max_length=200, unique=True, help_text=_("For example: AFP, 2 July 2015."))

    class Meta:
        ordering = ["name"]
        verbose_name = _("origin")
        verbose_name_plural = _("origins")

    def __str__(self):
        return self.name


class Article(models.Model):
    """A source of any kind. It is public as soon as a published report cites it."""

    url = LinkField(
        _("web address"),
        null=True,
        blank=True,
        unique=True,
        help_text=_("Leave empty for print."),
        error_messages={"unique": _("This address is logged already: search the sources for it.")},
    )
    title = models.CharField(_("title"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=200)
    authors = models.CharField(_("authors"), max_length=300, blank=True)
    published = EdtfField(
        _("published"), help_text=_("EDTF: 2015-08-24, 2015-08, 2015. Empty if the source bears no date.")
    )
    published_earliest = models.DateField(null=True, editable=False)
    published_latest = models.DateField(null=True, editable=False)
    language = models.CharField(
        _("language"), max_length=12, blank=True, validators=[language_tag], help_text=_("en, ar, fr …")
    )
    type = TermField(ARTICLE_TYPES, default="news", verbose_name=_("type"))
    origin = models.ForeignKey(
        Origin,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("origin"),
        help_text=_("Articles that repeat one agency copy or one video share an origin and count once."),
    )
    archive_url = models.URLField(_("archived copy"), max_length=2000, blank=True)
    checked_on = models.DateField(_("last looked for on"), null=True, editable=False)
    missed_on = models.DateField(
        _("first not found on"), null=True, editable=False, help_text=_("It counts as gone if another day finds it so.")
    )
    gone_since = models.DateField(_("gone since"), null=True, editable=False)

    class Meta:
        ordering = ["-published_latest", "id"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            one_of("type", ARTICLE_TYPES),
            models.CheckConstraint(condition=Q(url=None) | Q(url__contains="://"), name="article_url_or_null"),
        ]
        indexes = [
            models.Index(fields=["gone_since"], condition=Q(gone_since__isnull=False), name="article_gone"),
            models.Index(fields=["published_latest", "id"], name="article_in_time"),
        ]

    def __str__(self):
        return ", ".join(filter(None, [self.publisher, self.title, self.published]))

    def get_absolute_url(self):
        return reverse("article", args=[self.pk])

    @property
    def origin_key(self) -> str:
        """What it counts under: its shared origin, or itself."""
        return f"origin-{self.origin_id}" if self.origin_id else f"article-{self.pk}"


class Capture(models.Model):
    """The bytes of an article as received, kept under their SHA-256. The database refuses to change or delete one."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="captures")
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("media type"), max_length=100)
    captured_at = models.DateTimeField(_("captured at"))
    captured_by = models.CharField(_("captured by"), max_length=40)
    method = models.CharField(_("how"), max_length=100)
    original_url = models.URLField(_("address asked for"), max_length=2000, blank=True)
    final_url = models.URLField(_("final address"), max_length=2000, blank=True)
    status = models.PositiveSmallIntegerField(_("HTTP status"), null=True)
    headers = models.JSONField(_("headers"), default=list, help_text="[[name, value], …] as the server sent them.")
    warc_sha256 = models.CharField(
        _("SHA-256 of the WARC record"), max_length=64, blank=True, help_text=_("Request and response as exchanged.")
    )

    class Meta:
        ordering = ["captured_at", "id"]
        verbose_name = _("capture")
        verbose_name_plural = _("captures")
        constraints = [models.UniqueConstraint(fields=["article", "sha256"], name="capture_once")]

    def __str__(self):
        return f"{self.sha256[:12]} ({self.size} bytes)"


class WorkingCopy(models.Model):
    """The text that was extracted from a capture: to be read and quoted, never evidence itself.

    Quotations count its characters, so the database refuses to change or delete one.
    """

    capture = models.ForeignKey(Capture, models.PROTECT, related_name="working_copies")
    text = models.TextField(_("text"))
    sha256 = models.CharField(_("SHA-256 of the text"), max_length=64)
    language = models.CharField(_("language"), max_length=12, blank=True)
    made_with = models.CharField(_("made with"), max_length=100)
    made_at = models.DateTimeField(_("made at"))

    class Meta:
        ordering = ["id"]
        verbose_name = _("working copy")
        verbose_name_plural = _("working copies")
        constraints = [models.UniqueConstraint(fields=["capture", "sha256"], name="working_copy_once")]

    def __str__(self):
        return f"{self.sha256[:12]} ({len(self.text)} characters)"
