"""Files on their way in at the desk, those that came in, and which record each of their rows is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..terms import Term, Vocabulary
from .decision import Editor
from .fields import TermField, one_of

IMPORTED = Vocabulary(Term("sites", "Sites"), Term("articles", "Articles"), Term("reports", "Reports"))
HANDED_STATES = Vocabulary(
    Term("mapping", "Its columns are to be confirmed"),
    Term("checking", "Being looked through"),
    Term("checked", "Looked through"),
    Term("carrying", "Being brought in"),
    Term("done", "Brought in"),
    Term("failed", "Could not be read"),
)


class Import(models.Model):
    """A file that was carried out: all of it or nothing, by one decision, whose number of record is this one's."""

    kind = TermField(IMPORTED, verbose_name=_("what its rows are"))
    dataset = models.CharField(_("dataset"), max_length=60)
    file_name = models.CharField(_("file"), max_length=200)
    sha256 = models.CharField("SHA-256", max_length=64)
    mapping = models.JSONField(_("mapping"), default=dict)
    who = models.CharField(_("who"), max_length=40)
    at = models.DateTimeField(_("at"))
    counts = models.JSONField(_("counts"), default=dict)
    published = models.BooleanField(_("published"), default=False)
    after = models.BigIntegerField(
        default=0, help_text="The last decision before it; what it changed was decided since."
    )
    undone_at = models.DateTimeField(_("undone at"), null=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [one_of("kind", IMPORTED)]

    def __str__(self):
        return self.file_name


class Imported(models.Model):
    """A row of a dataset, by its own key, and the record that it is. The same row again is the same record.

    ``said`` holds a check sum for each field, so that another file tells which fields it says otherwise. ``made_by`` is
    the import that made the record, null where it was here before; ``before`` are imports that made it and were undone.
    """

    dataset = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    number = models.PositiveBigIntegerField()
    said = models.BinaryField(max_length=200)
    made_by = models.ForeignKey(Import, models.CASCADE, null=True, related_name="made")
    before = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dataset", "kind", "key"], name="imported_once")]
        indexes = [models.Index(fields=["kind", "number"], name="imported_record")]

    def __str__(self):
        return f"{self.dataset} {self.kind} {self.key}"


class HandedIn(models.Model):
    """A file that an editor handed in: kept privately until it is carried out, or forgotten.

    ``told`` is what would happen, as far as it was looked through; ``wanted`` is what its editor asked for with it.

    The file is deleted once it was brought in, and after some days. ``done`` is the share of it that whoever works on
    it has behind them, and ``sign`` is when they said so.
    """

    kind = TermField(IMPORTED, verbose_name=_("what its rows are"))
    file = models.FileField(_("file"), upload_to="handed-in", max_length=200, blank=True)
    file_name = models.CharField(_("file"), max_length=200)
    sheet = models.CharField(_("sheet"), max_length=100, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    size = models.BigIntegerField(_("size"))
    mapping = models.JSONField(_("mapping"), default=dict)
    wanted = models.JSONField(default=dict, help_text="publish, visibility, reason, language")
    handed_in_by = models.ForeignKey(Editor, models.SET_NULL, null=True, related_name="handed_in")
    at = models.DateTimeField(_("at"), auto_now_add=True, db_index=True)
    state = TermField(HANDED_STATES, default="mapping", verbose_name=_("state"))
    told = models.JSONField(default=dict)
    message = models.TextField(_("message"), blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    due = models.DateTimeField(null=True, help_text="When work that was begun counts as broken off.")
    done = models.FloatField(default=0, db_default=0)
    sign = models.DateTimeField(null=True)
    made = models.ForeignKey(Import, models.SET_NULL, null=True, related_name="handed_in")

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        constraints = [one_of("kind", IMPORTED), one_of("state", HANDED_STATES)]

    def __str__(self):
        return self.file_name
