"""What Prometheus reads: figures by their name and labels."""

from django.test import Client
from prometheus_client.parser import text_string_to_metric_families

KEY = "a-key-of-Prometheus-that-nobody-guesses-4711"
SHOWN = {"authorization": f"Bearer {KEY}"}


def read(text):
    """(name, labels) → figure, of all that a page of figures holds."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def scraped():
    answer = Client().get("/metrics", headers=SHOWN)
    assert answer.status_code == 200
    return read(answer.content.decode())


def figure(figures, name, **labels):
    return figures.get((f"heritage_{name}", tuple(sorted(labels.items()))), 0)
