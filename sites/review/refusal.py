from django.utils.translation import gettext as _


class Refused(Exception):
    """The gate stays shut: ``problems`` says, sentence by sentence, what is missing and how to mend it."""

    def __init__(self, *problems: str):
        self.problems = problems
        super().__init__(" ".join(problems))


class Changed(Refused):
    """Somebody changed the record since the account opened it: nothing is overwritten unseen."""

    def __init__(self):
        super().__init__(_("It was changed since you opened it: nothing was saved."))


def allow(user, right: str) -> None:
    """Raise Refused unless the user is active and holds the right."""
    if not (user.is_active and user.has_perm(f"heritage.{right}")):
        raise Refused(_("Your account may not do this: it needs the right “%(right)s”.") % {"right": right})


# Of a protected site, what would tell where exactly it lies.
WITHHELD = frozenset({"latitude", "longitude", "precision_m", "point_source", "place", "identifiers", "footprint"})


def sees_places(user) -> bool:
    """Whether the account may see the exact places of all sites."""
    return user.is_active and user.has_perm("heritage.view_exact_place")


def may_show_more(user) -> bool:
    """Whether the account may propose that readers see more of a place that is kept already: who decides what is
    published, and sees what is disclosed."""
    return user.is_active and user.has_perms(["heritage.review", "heritage.view_exact_place"])


def sees_place(user, site) -> bool:
    """Whether the account may see where exactly a site lies: anybody where readers may, else those with the right."""
    return site.visibility == "exact" or sees_places(user)
