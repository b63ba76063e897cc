"""Files to begin with: for each kind the headers, what may stand below each, and why."""

from django.utils.translation import gettext_lazy

SITES = [
    ("name", "Great Mosque of Aleppo", gettext_lazy("As readers shall see it.")),
    ("native_name", "الجامع الأموي", gettext_lazy("In the language of the place.")),
    ("native_name_language", "ar", gettext_lazy("Its code of two or three letters.")),
    ("kind", "religious", gettext_lazy("One of the kinds of our record, by its value or its name.")),
    ("country", "SY", gettext_lazy("Its code of two letters (ISO 3166), or its name.")),
    ("place", "Aleppo, old city", gettext_lazy("Where it lies, in words.")),
    ("latitude", "36.1994", gettext_lazy("In degrees; decimal points, commas and minutes are understood.")),
    ("longitude", "37.1569", gettext_lazy("In degrees.")),
    ("point_source", "OpenStreetMap", gettext_lazy("Where the coordinates are from.")),
    ("identifiers", "wikidata:Q1339353", gettext_lazy("Register and number; several are parted by semicolons.")),
    ("summary", "A mosque of the 8th century.", gettext_lazy("A sentence or two.")),
    ("id", "A-17", gettext_lazy("Your own number of the row, by which it is known when you bring the file in again.")),
]
ARTICLES = [
    ("url", "https://news.example/aleppo-minaret", gettext_lazy("Where it can be read.")),
    ("archive_url", "", gettext_lazy("Where a copy is kept, if you know one.")),
    ("title", "Minaret of the Great Mosque falls", gettext_lazy("As it stands in the source.")),
    ("publisher", "The Gazette", gettext_lazy("Who published it.")),
    ("authors", "", gettext_lazy("If they are named.")),
    ("type", "news", gettext_lazy("One of: news, official, report, imagery, dataset, post, reference.")),
    ("language", "en", gettext_lazy("Its code of two or three letters.")),
    ("published", "2013-04-24", gettext_lazy("As much of the day as is known: 2013, 2013-04 or 2013-04-24.")),
]
REPORTS = [
    ("site.name", "Great Mosque of Aleppo", gettext_lazy("The site. One that is not known yet is made as a draft.")),
    ("site.country", "SY", gettext_lazy("Its country.")),
    ("site.kind", "religious", gettext_lazy("One of the kinds of our record.")),
    ("site.latitude", "36.1994", gettext_lazy("In degrees.")),
    ("site.longitude", "37.1569", gettext_lazy("In degrees.")),
    ("level", "severe", gettext_lazy("One of: destroyed, severe, moderate, slight, none, unknown.")),
    ("event", "2013-04-24", gettext_lazy("When it happened, as much of the day as is known.")),
    ("causes", "fighting", gettext_lazy("Several are parted by semicolons.")),
    ("verification", "reported", gettext_lazy("One of: reported, corroborated, confirmed, refuted.")),
    ("summary", "The minaret fell.", gettext_lazy("What the source says, in a sentence or two.")),
    ("article.url", "https://news.example/aleppo-minaret", gettext_lazy("The source on which it rests.")),
    ("article.title", "Minaret of the Great Mosque falls", gettext_lazy("Its title.")),
    ("article.publisher", "The Gazette", gettext_lazy("Who published it.")),
    ("article.published", "2013-04-24", gettext_lazy("When it was published.")),
    ("article.quote", "The minaret collapsed.", gettext_lazy("The words of the source.")),
]
EXAMPLES = {"sites": SITES, "articles": ARTICLES, "reports": REPORTS}
