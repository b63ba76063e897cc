"""The lists of a record → the same lists as they were, with as many of their rows kept as there are."""

from ..models import Citation, Report, Site, WorkingCopy

CITED = ("article_id", "role", "quote", "locator")


def say_again(site: Site, model, columns: tuple[str, ...], wanted: list) -> None:
    """Rows that stand already stay; the others go, and what is missing comes anew."""
    missing = [tuple(row) for row in wanted]
    for row in model.objects.filter(site=site):
        values = tuple(getattr(row, column) for column in columns)
        if values in missing:
            missing.remove(values)
        else:
            row.delete()
    for values in missing:
        model.objects.create(site=site, **dict(zip(columns, values, strict=True)))


def citations(report: Report, wanted: list) -> None:
    """A citation of the same article in the same role is kept and gets its words back: the gate follows its place."""
    missing = [dict(zip(CITED, row, strict=True)) for row in wanted]
    held = list(report.citations.all())
    for same in (CITED, ("article_id", "role")):
        for row in [*held]:
            found = next((one for one in missing if all(one[name] == getattr(row, name) for name in same)), None)
            if found:
                missing.remove(found)
                held.remove(row)
                _put_back(row, found)
    Citation.objects.filter(pk__in=[row.pk for row in held]).delete()
    for said in missing:
        Citation.objects.create(report=report, **said, **_place(said))


def _put_back(row: Citation, said: dict) -> None:
    if any(getattr(row, name) != value for name, value in said.items()):
        for name, value in said.items():
            setattr(row, name, value)
        if row.working_copy_id is None:
            for name, value in _place(said).items():
                setattr(row, name, value)
        row.save()


def _place(said: dict) -> dict:
    """Where the words stand in a text of the article, if they do; the gate looks more closely."""
    if not said["quote"]:
        return {}
    copies = WorkingCopy.objects.filter(capture__article=said["article_id"], text__contains=said["quote"])
    copy = copies.order_by("-id").first()
    if copy is None:
        return {}
    start = copy.text.index(said["quote"])
    return {"working_copy": copy, "start": start, "end": start + len(said["quote"])}
