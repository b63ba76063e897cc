from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..terms import STATES
from .fields import TermField, one_of


class ReviewedQuerySet(models.QuerySet):
    def published(self):
        return self.filter(state="published")

    def waiting(self):
        return self.filter(state="in_review")


DECISION = ("state", "decided_by", "decided_at", "first_published", "sent_at", "returned_for")


class Reviewed(models.Model):
    """What a reviewer decides upon. Only the review room changes these fields; who and when stand together."""

    state = TermField(STATES, default="draft", editable=False, db_index=True, verbose_name=_("state"))
    decided_by = models.CharField(_("decided by"), max_length=40, blank=True, editable=False)
    decided_at = models.DateTimeField(_("decided at"), null=True, editable=False)
    first_published = models.DateField(_("first published"), null=True, editable=False)
    opened_by = models.CharField(_("opened by"), max_length=40, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent to review"), null=True, editable=False)
    returned_for = models.TextField(
        _("returned for"),
        max_length=2000,
        blank=True,
        editable=False,
        help_text=_("What a reviewer asks to be mended."),
    )

    objects = ReviewedQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            one_of("state", STATES),
            models.CheckConstraint(
                condition=Q(decided_by="", decided_at=None) | (~Q(decided_by="") & Q(decided_at__isnull=False)),
                name="%(class)s_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("draft", "in_review")) | Q(decided_at__isnull=False),
                name="%(class)s_decided",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(first_published__isnull=False),
                name="%(class)s_first_published",
            ),
        ]
        indexes = [
            models.Index(fields=["opened_by", "state"], name="%(class)s_of_editor"),
            models.Index(fields=["sent_at"], condition=Q(state="in_review"), name="%(class)s_waiting"),
        ]

    def save(self, *, update_fields=None, **options):
        """An edit leaves the decision alone, even one that was taken while the edit was being made."""
        if update_fields is None and not self._state.adding:
            own = [field.name for field in self._meta.concrete_fields if not field.primary_key]
            update_fields = [name for name in own if name not in DECISION]
        super().save(update_fields=update_fields, **options)

    @property
    def is_open(self) -> bool:
        """Whether an editor may still change it: nobody but a reviewer's decision touches what was published."""
        return self.state in ("draft", "in_review", "refused")
