"""Somebody with access to the disk changes one byte of what was kept: the operator is told of which copy."""

import random
from io import StringIO
from pathlib import Path

import factories
import pytest
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from soaking import times

from sites.models import Capture

pytestmark = [pytest.mark.django_db, pytest.mark.soak]


def verified():
    """What the operator reads, and whether the command failed."""
    complained = StringIO()
    try:
        call_command("verify", stdout=StringIO(), stderr=complained)
    except CommandError as failed:
        return complained.getvalue(), str(failed)
    return complained.getvalue(), ""


def test_a_flipped_bit_anywhere_in_any_copy_is_named_and_put_back_it_is_whole():
    chance = random.Random(11)  # noqa: S311
    bodies = [bytes(chance.randrange(256) for _ in range(chance.choice([1, 90, 5_000]))) for _ in range(6)]
    copies = [factories.capture(factories.article(), body) for body in bodies]
    assert verified() == ("", "")
    for _ in range(times(30, 1_000)):
        copy = chance.choice(copies)
        place = Path(default_storage.path(f"captures/{copy.sha256[:2]}/{copy.sha256}"))
        whole = place.read_bytes()
        spoiled = bytearray(whole)
        spoiled[chance.randrange(len(spoiled))] ^= 1 << chance.randrange(8)
        place.write_bytes(spoiled)
        complaint, failed = verified()
        assert complaint.splitlines() == [f"A copy of article {copy.article_id} was altered: {copy.sha256}."]
        assert failed.startswith("Faults: 1.")
        place.write_bytes(whole)
    assert verified() == ("", "")


def test_two_copies_that_changed_places_are_both_named():
    one, other = (factories.capture(factories.article(), body) for body in (b"<p>One</p>", b"<p>Other</p>"))
    places = [Path(default_storage.path(f"captures/{copy.sha256[:2]}/{copy.sha256}")) for copy in (one, other)]
    bodies = [place.read_bytes() for place in places]
    for place, body in zip(places, reversed(bodies), strict=True):
        place.write_bytes(body)
    complaint, failed = verified()
    assert {copy.sha256 in complaint for copy in Capture.objects.all()} == {True}
    assert failed.startswith("Faults: 2.")
