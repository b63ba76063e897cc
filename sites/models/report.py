from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..terms import CAUSES, LEVELS, METHODS, RECOVERIES, ROLES, VERIFICATIONS
from .article import Article, WorkingCopy
from .fields import EdtfField, TermField, TermListField, WordingsField, one_of
from .site import Site
from .workflow import Reviewed


class Report(Reviewed):
    """One source-backed claim about a site: what, when, why, how sure.

    The number is the report's public name. A correction is a draft of its own that carries the number of the report it
    corrects; when it is published it takes that report's place.
    """

    number = models.PositiveBigIntegerField(_("number"), null=True, editable=False, db_index=True)
    corrects = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="corrections",
        verbose_name=_("corrects"),
    )
    site = models.ForeignKey(Site, models.PROTECT, related_name="reports", verbose_name=_("site"))
    level = TermField(
        LEVELS, blank=True, verbose_name=_("damage level"), help_text=_("Empty only for a recovery step.")
    )
    event = EdtfField(
        _("when it happened"),
        help_text=_(
            "EDTF: 2015-08-23, 2015-07~, 2015-06-26/2015-08-27 (some time between). Not the day of the article."
        ),
    )
    event_earliest = models.DateField(null=True, editable=False)
    event_latest = models.DateField(null=True, editable=False)
    causes = TermListField(CAUSES, verbose_name=_("causes"), help_text=_("The main cause first."))
    verification = TermField(VERIFICATIONS, default="reported", verbose_name=_("verification"))
    methods = TermListField(METHODS, verbose_name=_("how assessed"))
    attributed_to = models.CharField(
        _("attributed to"),
        max_length=300,
        blank=True,
        help_text=_("Who is said to have done it, and who says so. Shown with its source only."),
    )
    summary = models.TextField(
        _("summary"), max_length=4000, blank=True, help_text=_("What the sources say, in your own words.")
    )
    wordings = WordingsField(_("summary in other languages"))
    source_value = models.CharField(
        _("the source's own term"),
        max_length=200,
        blank=True,
        help_text=_("As written there: “badly damaged”, “Damage class 2”."),
    )
    source_scale = models.CharField(
        _("scale of that term"), max_length=100, blank=True, help_text=_("EAMENA, UNOSAT, EMS-98 …")
    )
    recovery = TermField(
        RECOVERIES, blank=True, verbose_name=_("recovery step"), help_text=_("Only if this reports a step of recovery.")
    )
    articles = models.ManyToManyField(Article, through="Citation", related_name="reports")

    class Meta(Reviewed.Meta):
        abstract = False
        ordering = ["-id"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        permissions = [("review", "Can publish, refuse, correct and withdraw")]
        constraints = [
            *Reviewed.Meta.constraints,
            one_of("level", LEVELS, blank=True),
            one_of("verification", VERIFICATIONS),
            one_of("recovery", RECOVERIES, blank=True),
            models.CheckConstraint(
                condition=~Q(level="", recovery=""),
                name="report_says_something",
                violation_error_message=_("Choose a damage level, or a recovery step, or both."),
            ),
            models.CheckConstraint(
                condition=Q(event_earliest=None) | Q(event_latest=None) | Q(event_earliest__lte=F("event_latest")),
                name="report_days_in_order",
            ),
            models.UniqueConstraint(
                fields=["number"], condition=Q(state="published"), name="report_number_published_once"
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(state__in=("draft", "in_review")), name="report_one_open_correction"
            ),
        ]
        indexes = [
            *Reviewed.Meta.indexes,
            models.Index(fields=["event_latest", "id"], name="report_in_time"),
            models.Index(fields=["state", "first_published", "number"], name="report_published_lately"),
        ]

    def __str__(self):
        said = [LEVELS.label(self.level), RECOVERIES.label(self.recovery)]
        return f"{self.number or '–'}: {self.site}, {', '.join(filter(None, said)).lower()}"

    def get_absolute_url(self):
        return reverse("report", args=[self.number])

    def clean(self):
        if not self.level and not self.recovery:
            raise ValidationError({"level": _("Choose a damage level, or a recovery step, or both.")})


class Citation(models.Model):
    """An article a report rests on, and what it does for it."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="citations")
    article = models.ForeignKey(Article, models.PROTECT, related_name="citations", verbose_name=_("article"))
    role = TermField(ROLES, default="says", verbose_name=_("role"))
    quote = models.CharField(
        _("quotation"), max_length=500, blank=True, help_text=_("The sentence it rests on: short, and to the letter.")
    )
    locator = models.CharField(
        _("place in the text"), max_length=100, blank=True, help_text=_("Page, paragraph, minute.")
    )
    working_copy = models.ForeignKey(WorkingCopy, models.PROTECT, null=True, editable=False, related_name="citations")
    start = models.PositiveIntegerField(null=True, editable=False, help_text="First character of the quotation there.")
    end = models.PositiveIntegerField(null=True, editable=False, help_text="First character after it.")

    class Meta:
        ordering = ["id"]
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        constraints = [
            one_of("role", ROLES),
            models.UniqueConstraint(fields=["report", "article", "role"], name="citation_once"),
            models.CheckConstraint(
                condition=Q(working_copy=None, start=None, end=None)
                | Q(working_copy__isnull=False, start__isnull=False, end__isnull=False, start__lt=F("end")),
                name="citation_offsets_together",
            ),
        ]

    def __str__(self):
        return f"{ROLES.label(self.role)}: {self.article}"
