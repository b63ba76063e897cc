from django.db import models

from .site import Site


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
