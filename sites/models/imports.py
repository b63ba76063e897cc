"""Files that came in, and which record each of their rows is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..terms import Term, Vocabulary
from .fields import TermField, one_of

IMPORTED = Vocabulary(Term("sites", "Sites"), Term("articles", "Articles"), Term("reports", "Reports"))


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
