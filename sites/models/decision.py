import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..terms import VERBS
from .fields import TermField, one_of


def new_pseudonym() -> str:
    return f"editor-{secrets.token_hex(4)}"


class Editor(models.Model):
    """The one place that ties an account to its pseudonym. Erase the row and the decisions stay, without a person."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="editor")
    pseudonym = models.CharField(max_length=40, unique=True, default=new_pseudonym)

    class Meta:
        permissions = [("manage_people", "Can open, change, close and erase accounts")]

    def __str__(self):
        return self.pseudonym


def number_of(record: models.Model) -> int:
    """The number by which decisions know a record: all versions of a report share one."""
    return getattr(record, "number", None) or record.pk


class Decision(models.Model):
    """Who did what to which record, when and why. Append-only: the database refuses to change or delete a row.

    Every row carries the digest of the one before; ``previous`` is unique, so that the chain cannot fork.
    """

    at = models.DateTimeField(_("at"))
    who = models.CharField(_("who"), max_length=40)
    verb = TermField(VERBS, verbose_name=_("what"))
    kind = models.CharField(_("kind of record"), max_length=20)
    number = models.PositiveBigIntegerField(_("number"))
    label = models.CharField(_("record"), max_length=300)
    reason = models.TextField(_("why"), max_length=2000)
    changes = models.JSONField(_("changes"), default=dict)
    previous = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        constraints = [one_of("verb", VERBS)]
        indexes = [
            models.Index(fields=["kind", "number"], name="decision_of_record"),
            models.Index(fields=["at"], name="decision_in_time"),
            models.Index(
                fields=["id"],
                condition=models.Q(verb__in=("corrected", "withdrawn")),
                name="decision_taken_back",
            ),
        ]

    def __str__(self):
        return f"{VERBS.label(self.verb)}: {self.label}"


class Sending(models.Model):
    """A form that made a record: when it comes again, from a double click or a bad line, nothing is made twice."""

    token = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    number = models.PositiveBigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["token", "kind"], name="sending_once")]

    def __str__(self):
        return f"{self.kind} {self.number}"
