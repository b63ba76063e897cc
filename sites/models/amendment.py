from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..terms import AMENDMENT_STATES
from .fields import TermField, one_of
from .site import Site


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
