from django.db import models
from django.db.models import Q
from django.urls import reverse


class Release(models.Model):
    """All that was public on a day, frozen: what its files were, by their SHA-256. The database refuses to change or
    delete a row, but for one step that nobody takes back: to withhold its files, with a reason.

    ``sha256`` and ``size`` are those of the package; ``files`` are its members and itself: name, sha256, size.
    """

    version = models.CharField(max_length=40, unique=True)
    day = models.DateField()
    note = models.TextField(blank=True, max_length=2000)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    sites = models.PositiveBigIntegerField()
    reports = models.PositiveBigIntegerField()
    articles = models.PositiveBigIntegerField()
    files = models.JSONField()
    withheld_on = models.DateField(null=True)
    withheld_because = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withheld_on=None, withheld_because="")
                | Q(withheld_on__isnull=False) & ~Q(withheld_because=""),
                name="release_withheld_with_reason",
            )
        ]

    def __str__(self):
        return self.version

    def get_absolute_url(self):
        return reverse("release", args=[self.version])
