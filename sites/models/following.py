"""What is kept of readers: the address of who follows something, as long as they do, and what they say is wrong."""

from secrets import token_urlsafe

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..terms import Term, Vocabulary
from .fields import TermField, one_of
from .servers import hold

LETTER_KINDS = Vocabulary(
    Term("site", "A site"), Term("report", "A report"), Term("article", "A source"), Term("none", "No record")
)


def new_key() -> str:
    return token_urlsafe(18)


class Follower(models.Model):
    """An e-mail address that is told of what is new in a filter. Nothing else is kept of whose it is.

    ``query`` is the filter as it stands in an address, ``digest`` a check sum of both. Links in mails are signatures of
    ``key``: whoever reads this table can make none. ``asked_at`` and ``mails`` tell when a link to confirm was last
    asked for and how many were sent since the last that was used. ``seen`` is the last decision that is told of.
    """

    email = models.EmailField(max_length=254, db_index=True)
    query = models.TextField(blank=True)
    digest = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=20)
    key = models.CharField(max_length=32, unique=True, default=new_key)
    asked_at = models.DateTimeField(db_index=True)
    mails = models.PositiveSmallIntegerField(default=0)
    confirmed = models.BooleanField(default=False)
    seen = models.PositiveBigIntegerField(default=0)
    told_on = models.DateField(null=True, help_text="The day of the last mail, sent or tried.")
    failures = models.PositiveSmallIntegerField(default=0, help_text="Mails in a row that could not be sent.")

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"follower {self.pk}"  # never the address: this stands in logs


class Letter(models.Model):
    """What a reader says is wrong. It changes nothing by itself and is shown to editors alone.

    ``number`` is that of the site, the report or the article. The e-mail address is deleted when the letter is closed.
    """

    kind = TermField(LETTER_KINDS, verbose_name=_("about"))
    number = models.PositiveBigIntegerField(null=True)
    text = models.TextField(_("what is wrong"), max_length=4000)
    source = models.TextField(_("how it is known"), max_length=1000, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    language = models.CharField(max_length=20)
    at = models.DateTimeField(_("at"), db_index=True)
    answer = models.TextField(_("answer"), max_length=4000, blank=True)
    closed_by = models.CharField(_("closed by"), max_length=40, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True)

    class Meta:
        ordering = ["-id"]
        default_permissions = ()
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [
            one_of("kind", LETTER_KINDS),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(email=""), name="letter_closed_without_address"
            ),
        ]

    def __str__(self):
        return f"letter {self.pk}"

    @staticmethod
    def wait_for_turn() -> None:
        """Until the transaction ends nobody else keeps a letter."""
        hold("letters of readers")
