"""Whatever stands in the fields of a form, whoever sends it: it is answered, and nothing is half saved."""

from itertools import accumulate

import pytest
from hypothesis import given

from .filling import forms, sent
from .shares import bounded, share

pytestmark = [pytest.mark.django_db, pytest.mark.soak]


def test_every_form_with_whatever_in_its_fields(desk):
    """More of a form that has more fields."""
    known = forms(desk.rehearsal)
    upto = [0, *accumulate(1 + len(form.held) for form in known)]  # fields, of all forms so far
    due, before = [round(share("forms") * fields / upto[-1]) for fields in upto], desk.asked
    for number, form in enumerate(known):

        @bounded(max(1, due[number + 1] - due[number]), number)
        @given(sent(form))
        def ask(case):
            desk.ask(*case)

        ask()
    assert desk.asked - before >= share("forms")
