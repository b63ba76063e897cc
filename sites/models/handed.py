"""A file on its way in at the desk: kept privately until it is carried out, or forgotten."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..terms import Term, Vocabulary
from .decision import Editor
from .fields import TermField, one_of
from .imports import IMPORTED, Import

HANDED_STATES = Vocabulary(
    Term("mapping", "Its columns are to be confirmed"),
    Term("checking", "Being looked through"),
    Term("checked", "Looked through"),
    Term("carrying", "Being brought in"),
    Term("done", "Brought in"),
    Term("failed", "Could not be read"),
)


class HandedIn(models.Model):
    """``told`` is what would happen, as far as it was looked through; ``wanted`` is what its editor asked for with it.

    The file is deleted once it was brought in, and after some days.
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
    made = models.ForeignKey(Import, models.SET_NULL, null=True, related_name="handed_in")

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        constraints = [one_of("kind", IMPORTED), one_of("state", HANDED_STATES)]

    def __str__(self):
        return self.file_name
