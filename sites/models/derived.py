"""What the public side and the reading of articles look up. These rows are rebuilt from nothing; nobody edits them."""

from django.db import models

from .site import Site


class Status(models.Model):
    """The columns of a status, the same in an entry and in a period. ``causes`` reads ``,fire,looting,``."""

    level = models.CharField(max_length=24)
    verification = models.CharField(max_length=24, blank=True)
    contested = models.BooleanField(default=False)
    recovery = models.CharField(max_length=24, blank=True)
    confirmed_level = models.CharField(max_length=24, blank=True)
    causes = models.CharField(max_length=300, blank=True)
    because = models.JSONField(default=list)
    dissent = models.JSONField(default=list)
    since = models.DateField(null=True)
    level_since = models.DateField(null=True)
    episode_since = models.DateField(null=True)

    class Meta:
        abstract = True


class Entry(Status):
    """One published site as the public may see it: the public place only, and its status with everything known."""

    site = models.OneToOneField("heritage.Site", models.CASCADE, primary_key=True, related_name="entry")
    slug = models.SlugField(max_length=120, unique=True)
    name = models.CharField(max_length=200)
    name_key = models.BinaryField(
        max_length=800, default=b"", db_index=True, help_text="Puts names in order, on every database."
    )
    names = models.JSONField(default=list)
    kind = models.CharField(max_length=24, db_index=True)
    country = models.CharField(max_length=2, db_index=True)
    place = models.CharField(max_length=300, blank=True)
    summary = models.TextField(blank=True)
    wordings = models.JSONField(null=True)
    built = models.CharField(max_length=200, blank=True)
    identifiers = models.JSONField(default=list)
    part_of = models.ForeignKey("self", models.DO_NOTHING, null=True, related_name="parts", db_constraint=False)
    visibility = models.CharField(max_length=24)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    cell = models.FloatField(default=0, help_text="Width of the cell in degrees; 0 for an exact place.")
    tile_key = models.BigIntegerField(null=True, db_index=True)
    precision_m = models.PositiveIntegerField(null=True)
    approximate = models.BooleanField(default=False)
    point_source = models.CharField(max_length=300, blank=True)
    footprint = models.JSONField(null=True)
    search = models.TextField(blank=True)
    reports = models.PositiveIntegerField(default=0)
    articles = models.PositiveIntegerField(default=0)
    origins = models.PositiveIntegerField(default=0)
    last_report = models.DateField(
        null=True,
        help_text="The last day of which a published report tells, by its event, or else by its publication here.",
    )

    class Meta:
        ordering = ["name_key", "site_id"]
        indexes = [
            models.Index(
                fields=["last_report"], condition=models.Q(last_report__isnull=False), name="entry_last_report"
            )
        ]

    def __str__(self):
        return self.name


class Period(Status):
    """From day ``since`` until before day ``until`` a site had this status, as known between the other two days."""

    entry = models.ForeignKey(Entry, models.CASCADE, related_name="periods")
    until = models.DateField(null=True)
    known_since = models.DateField()
    known_until = models.DateField(null=True)

    class Meta:
        ordering = ["entry_id", "known_since", "since"]
        indexes = [models.Index(fields=["entry", "since", "known_since"], name="period_of_entry")]

    def __str__(self):
        return f"{self.entry_id}: {self.level} {self.since}–{self.until or ''}"


class Revision(models.Model):
    """A change of what the public reads: the sites that it touched, or null for all. The last one names what stands.

    Numbers follow the order in which changes became visible. The token tells a database that was restored from a
    backup, and went on otherwise, from the one that it was.
    """

    number = models.BigIntegerField(primary_key=True)
    token = models.CharField(max_length=16)
    sites = models.JSONField(null=True)

    class Meta:
        ordering = ["number"]

    def __str__(self):
        return f"{self.number}-{self.token}"


class Toponym(models.Model):
    """A name by which texts may call a site, under the key by which it is found. Derived from the site's names."""

    site = models.ForeignKey(Site, models.CASCADE, related_name="toponyms")
    name = models.CharField(max_length=200)
    key = models.CharField(max_length=120, db_index=True, help_text="As sites.names.name_key gives it.")
    short = models.BooleanField(help_text="Tells the site only where the text speaks of its surroundings.")

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.name


class ToponymWord(models.Model):
    """A word of any toponym, as it sounds: what a word that is misspelt by a letter may have been meant to be."""

    sound = models.CharField(max_length=60, primary_key=True)

    class Meta:
        ordering = ["sound"]

    def __str__(self):
        return self.sound


class Listed(models.Model):
    """Which records of a kind bear a token, a word or a value of theirs: the bits of some thousand numbers in a row.

    ``sites.finding`` writes and reads it. Tokens are bytes, which every database puts in the same order.
    """

    pk = models.CompositePrimaryKey("kind", "token", "block")
    kind = models.CharField(max_length=20)
    token = models.BinaryField(max_length=200)
    block = models.BigIntegerField()
    held = models.BinaryField()

    def __str__(self):
        return f"{self.kind} {bytes(self.token).decode()} {self.block}"
