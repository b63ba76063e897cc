"""A picture stands once; withdrawn, it may be uploaded anew."""

import factories
import pytest
from django.db import IntegrityError, transaction

from sites import review

pytestmark = pytest.mark.django_db


def test_the_same_picture_cannot_stand_twice():
    temple, picture = factories.site(), factories.picture()
    factories.draft_photo(temple, picture)
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.draft_photo(temple, picture)


def test_a_withdrawn_picture_may_be_uploaded_anew_and_the_old_one_stays_withdrawn():
    temple, picture = factories.site(), factories.picture()
    first = factories.photo(temple, picture, alt="A tempel")
    review.withdraw(first, by=factories.reviewer(), reason="The description was misspelt.")
    factories.photo(temple, picture, alt="A temple")
    with pytest.raises(review.Refused, match="a second time"):
        review.publish(first, by=factories.reviewer(), reason="Back again.")
    assert temple.photos.get(state="published").alt == "A temple"
