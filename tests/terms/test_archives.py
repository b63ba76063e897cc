"""What the address of an archived copy tells of it."""

from datetime import date

import pytest

from sites.terms import archive_lookups, archived_on

DAY = date(2015, 8, 24)


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://web.archive.org/web/20150824123456/https://gazette.example/a", DAY),
        ("http://web.archive.org/web/20150824123456if_/http://gazette.example/a", DAY),
        ("https://web.archive.org/web/20150824/http://gazette.example/a", DAY),
        ("https://archive.today/20150824123456/http://gazette.example/a", DAY),
        ("https://archive.ph/2015.08.24-123456/https://gazette.example/a", DAY),
        ("https://archive.is/AbC12", None),
        ("https://web.archive.org/web/*/https://gazette.example/20150824/a", None),
        ("https://web.archive.org/web/2015/https://gazette.example/a", None),
        ("https://web.archive.org/web/20151399123456/https://gazette.example/a", None),
        ("https://gazette.example/web/20150824123456/a", None),
        ("https://gazette.example/20150824/a", None),
        ("https://[bad/web/20150824123456/", None),
        ("", None),
    ],
)
def test_the_day_of_an_archived_copy_is_read_where_its_address_tells_it(address, day):
    assert archived_on(address) == day


def test_a_page_is_looked_up_by_its_address():
    page = "https://gazette.example/a?b=c"
    assert archive_lookups(page) == (
        ("web.archive.org", f"https://web.archive.org/web/*/{page}"),
        ("archive.today", f"https://archive.today/{page}"),
    )
