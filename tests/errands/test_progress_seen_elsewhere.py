"""How far the work with a file has come is seen by every server, although the work is one transaction until its end."""

from datetime import timedelta

import factories
from django.db import transaction
from django.utils import timezone

from sites.handover import gauge
from sites.models import Editor, HandedIn, Site


def handed_in():
    by = Editor.objects.get_or_create(user=factories.editor())[0]
    return HandedIn.objects.create(kind="sites", file_name="survey.csv", sha256="0" * 64, size=1, handed_in_by=by)


def test_the_page_tells_it_while_nothing_of_the_work_is_seen(at_once):
    (handed,) = at_once(handed_in)
    begun = timezone.now()

    def seen():
        fresh = HandedIn.objects.get()
        return gauge.done_of(fresh), gauge.last_sign(fresh) >= begun - timedelta(seconds=5), Site.objects.count()

    def work():
        with transaction.atomic():
            factories.draft_site("Nabu")
            sign = gauge.Sign(handed)
            sign._told -= gauge.OFTEN
            sign(0.5, None)
            (found,) = at_once(seen)
            HandedIn.objects.filter(pk=handed.pk).update(state="done")
        return found

    assert at_once(work) == [(0.5, True, 0)]
    assert at_once(Site.objects.count) == [1]

    def begin_anew():
        gauge.forget(handed)
        fresh = HandedIn.objects.get()
        return gauge.done_of(fresh), gauge.last_sign(fresh)

    assert at_once(begin_anew) == [(0, None)]
