"""How the record itself is described: kinds of site and source, roles, states and visibility."""

from functools import cache

from .vocabulary import Term, Vocabulary

KINDS = Vocabulary(
    Term("archaeological_site", "Archaeological site"),
    Term("religious", "Place of worship"),
    Term("burial", "Tomb, shrine or cemetery"),
    Term("monument", "Monument, arch, tower or memorial"),
    Term("fortification", "Castle, walls or gate"),
    Term("building", "Historic building"),
    Term("museum", "Museum"),
    Term("library_archive", "Library or archive"),
    Term("infrastructure", "Bridge, road or waterworks"),
    Term("district", "Historic quarter or town"),
    Term("landscape", "Cultural landscape or garden"),
    Term("object", "Movable object or collection"),
    Term("other", "Other"),
)

NAME_KINDS = Vocabulary(
    Term("official", "Official name"),
    Term("alternative", "Other name or spelling"),
    Term("historic", "Historic name"),
)

VISIBILITIES = Vocabulary(
    Term("exact", "Exact place", "Only for monuments that everybody can find."),
    Term("0.01", "A cell of about 1 km", "The public sees the centre of a grid cell of 0.01 degree."),
    Term("0.1", "A cell of about 10 km", "The public sees the centre of a grid cell of 0.1 degree."),
    Term("hidden", "No place", "The public sees the country only."),
)


@cache
def as_hidden_as(visibility: str) -> tuple[str, ...]:
    """The visibilities that show no more of a place than this one, itself first."""
    return tuple(VISIBILITIES)[tuple(VISIBILITIES).index(visibility) :]


ARTICLE_TYPES = Vocabulary(
    Term("news", "News"),
    Term("official", "Official statement"),
    Term("report", "Report"),
    Term("imagery", "Imagery analysis"),
    Term("dataset", "Dataset"),
    Term("post", "Blog or social media post"),
    Term("reference", "Encyclopedia or reference work"),
)

ROLES = Vocabulary(
    Term("says", "Says so", "This source makes the claim or passes it on."),
    Term("looked", "Looked", "This source saw for itself, or carries the account of those who did."),
    Term("disputes", "Disputes", "This source doubts the claim."),
    Term("refutes", "Refutes", "This source shows the claim to be wrong."),
)

SUPPORTING_ROLES = ("says", "looked")

STATES = Vocabulary(
    Term("draft", "Draft"),
    Term("in_review", "In review"),
    Term("published", "Published"),
    Term("refused", "Refused"),
    Term("withdrawn", "Withdrawn"),
)

AMENDMENT_STATES = Vocabulary(
    Term("waiting", "Waits for review"),
    Term("accepted", "Accepted"),
    Term("returned", "Returned"),
    Term("refused", "Refused"),
    Term("withdrawn", "Taken back"),
)

PHOTO_MOMENTS = Vocabulary(
    Term("before", "Before the damage"),
    Term("after", "After the damage"),
    Term("other", "Other"),
)
