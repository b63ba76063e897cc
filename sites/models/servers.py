"""What all servers must know alike, where one database serves several of them: none of it is in a backup."""

from django.db import connection, models, transaction
from django.utils import timezone


def hold(name: str) -> None:
    """Until the transaction ends nobody else holds this name. On SQLite nobody else writes anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


class Standing(models.Model):
    """What stands for the whole installation, whichever server asks: a row for each thing, by its ``name``.

    ``number`` grows by one each time something else is said: whoever has seen a number knows what is older. Nothing
    private may stand here: the role that serves readers reads it too.
    """

    name = models.CharField(primary_key=True, max_length=40)
    number = models.PositiveBigIntegerField(default=0)
    said = models.JSONField(default=dict)
    at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name

    @classmethod
    def say(cls, name: str, said: dict, above: int = 0) -> "Standing":
        """Let this stand, with a number that is greater than those before and than ``above``."""
        with transaction.atomic():
            cls.objects.get_or_create(name=name)
            row = cls.objects.select_for_update().get(name=name)
            row.number, row.said, row.at = max(row.number, above) + 1, said, timezone.now()
            row.save()
        return row


class Turns(models.Model):
    """When forms were sent, each in seconds since 1970. The key, a digest of the day and of whence they came, leads to
    nobody and is deleted an hour after the last."""

    key = models.CharField(primary_key=True, max_length=64)
    taken = models.JSONField(default=list)
    last = models.DateTimeField(null=True, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{len(self.taken)} forms"


class Worker(models.Model):
    """A process that does what waits: who gives no sign is not there any more, whatever it was doing."""

    name = models.CharField(primary_key=True, max_length=64)
    since = models.DateTimeField()
    seen = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name
