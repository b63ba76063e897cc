"""An article on its way from an address or a file to proposed reports."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..terms import CAUSES, CLAIM_KINDS, INTAKE_STATES, LEVELS, PROPOSAL_STATES, RECOVERIES, VERIFICATIONS
from .article import Article, WorkingCopy
from .decision import Editor
from .fields import EdtfField, TermField, TermListField, one_of
from .report import Report
from .site import Site


class Intake(models.Model):
    """What an editor handed in to be read: an address, or bytes that are kept under their SHA-256. Its state is theirs
    to watch; an article is made only when everything worked."""

    url = models.URLField(_("web address"), max_length=2000, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, editable=False)
    media_type = models.CharField(_("media type"), max_length=100, blank=True, editable=False)
    file_name = models.CharField(_("file"), max_length=200, blank=True, editable=False)
    method = models.CharField(_("how"), max_length=100, editable=False)
    article = models.ForeignKey(
        Article, models.CASCADE, null=True, blank=True, related_name="intakes", verbose_name=_("article")
    )
    told = models.JSONField(
        default=dict,
        editable=False,
        help_text="{field of the article: what the editor said of it}, before what it says.",
    )
    handed_in_by = models.ForeignKey(Editor, models.SET_NULL, null=True, editable=False, related_name="intakes")
    asked_at = models.DateTimeField(_("asked at"), auto_now_add=True)
    state = TermField(INTAKE_STATES, default="waiting", editable=False, db_index=True, verbose_name=_("state"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0, editable=False)
    next_try = models.DateTimeField(_("next try"), null=True, editable=False)
    message = models.TextField(_("message"), blank=True, editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("intake")
        verbose_name_plural = _("intake")
        constraints = [one_of("state", INTAKE_STATES)]

    def __str__(self):
        return self.url or self.file_name or str(_("Pasted text"))

    @property
    def asked_by(self):
        """The account that handed it in, as long as the editors' table leads to it."""
        return self.handed_in_by and self.handed_in_by.user


class Shingle(models.Model):
    """Some words in a row of a working copy, as a hash; of all a sample. Texts that share many repeat each other."""

    pk = models.CompositePrimaryKey("hash", "working_copy_id")
    hash = models.BigIntegerField()
    working_copy = models.ForeignKey(WorkingCopy, models.CASCADE, related_name="shingles", db_index=False)

    def __str__(self):
        return f"{self.hash} in working copy {self.working_copy_id}"


class Proposal(models.Model):
    """What one sentence of an article seems to say of one place. Nothing of it counts until an editor accepts it."""

    working_copy = models.ForeignKey(WorkingCopy, models.CASCADE, related_name="proposals")
    kind = TermField(CLAIM_KINDS, verbose_name=_("kind"))
    site = models.ForeignKey(Site, models.SET_NULL, null=True, related_name="proposals", verbose_name=_("site"))
    place_name = models.CharField(_("named in the text"), max_length=200, blank=True)
    group = models.BooleanField(_("one of a group"), default=False)
    alternatives = models.JSONField(default=list, help_text="Numbers of other sites that may be meant.")
    level = TermField(LEVELS, blank=True, verbose_name=_("damage level"))
    recovery = TermField(RECOVERIES, blank=True, verbose_name=_("recovery step"))
    causes = TermListField(CAUSES, verbose_name=_("causes"))
    event = EdtfField(_("when it happened"))
    verification = TermField(VERIFICATIONS, default="reported", verbose_name=_("verification"))
    claimant = models.CharField(_("who says so"), max_length=300, blank=True)
    quote = models.CharField(_("quotation"), max_length=2000)
    start = models.PositiveIntegerField(help_text="First character of the quotation in the working copy.")
    end = models.PositiveIntegerField(help_text="First character after it.")
    because = models.JSONField(
        default=list, help_text="[start, end, what the words there say]: the reasons for this reading."
    )
    rules = models.CharField(max_length=16, help_text="The version of the tables of words it was read by.")
    state = TermField(PROPOSAL_STATES, default="open", db_index=True, verbose_name=_("state"))
    report = models.ForeignKey(Report, models.SET_NULL, null=True, related_name="proposals", verbose_name=_("report"))
    decided_by = models.CharField(_("decided by"), max_length=40, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    corrected = models.JSONField(default=dict, help_text="{field: [as read, as accepted]}: what the rules got wrong.")

    class Meta:
        ordering = ["start", "id"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            one_of("kind", CLAIM_KINDS),
            one_of("level", LEVELS, blank=True),
            one_of("state", PROPOSAL_STATES),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="proposal_in_order"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None) | (~Q(state="open") & Q(decided_at__isnull=False)),
                name="proposal_decided",
            ),
        ]

    def __str__(self):
        return f"{self.site or self.place_name}: {CLAIM_KINDS.label(self.kind).lower()}"
