"""Records that say their text in several languages, and the desk at which that is typed."""

from django.urls import reverse

from sites.wordings import digest

ARABIC, OTHER = "قوس روماني.", "قوس قديم."


def worded(text, **said):
    """What a record keeps of a text that is said in other languages: worded(“An arch.”, ar=“قوس.”)."""
    return {language: {"text": one, "of": digest(text)} for language, one in said.items()}


def page_of(record):
    return reverse(f"admin:heritage_{record._meta.model_name}_change", args=[record.pk])


def history_of(client, record):
    address = reverse(f"admin:heritage_{record._meta.model_name}_history", args=[record.pk])
    return " ".join(client.get(address).content.decode().split())
