"""The place of a protected site in the hands of somebody who may not see it: kept as it is, or replaced unseen."""

from .. import review

AXES = ("latitude", "longitude")
NOTHING = (None, "", {}, [])


def is_sealed(user, site) -> bool:
    """Whether the site is kept already, and where it lies is not for this account."""
    return site is not None and site.pk is not None and not review.sees_place(user, site)


class SealedPlace:
    """For the form of a site. Sealed, its fields stand empty, and what is left empty stays as it was."""

    def seal(self) -> None:
        """Call it when the fields are made, while the instance still is what is stored."""
        self.sealed = is_sealed(self.request.user, self.instance)
        names = [name for name in self.fields if name in review.WITHHELD] if self.sealed else []
        self.kept = {name: getattr(self.instance, name) for name in names}
        self.initial |= dict.fromkeys(names, "")

    def keep_sealed(self, cleaned: dict) -> None:
        """A new point replaces what was said of the old one, but for its place in words; without one, only what was
        typed is changed."""
        moved = any(cleaned.get(axis) is not None for axis in AXES) or set(AXES) & set(self.errors)
        self.instance.point_is_typed = moved or not self.sealed
        kept = {"place"} & self.kept.keys() if moved else self.kept
        cleaned |= {name: self.kept[name] for name in kept if cleaned.get(name) in NOTHING}
