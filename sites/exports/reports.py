"""The columns of reports.csv."""

from datetime import date

from django.conf import settings

from ..tongues import permanent
from .columns import Column, join, join_addresses

REPORT_COLUMNS = (
    Column(
        "number", "The report's number; it is never given to another report.", lambda report: report.number, type=int
    ),
    Column("url", "The report's page.", lambda report: permanent("report", report.number), ours=True),
    Column("site_number", "The site it is about, as in sites.csv.", lambda report: report.site.number, type=int),
    Column("site_slug", "The site's address, as in sites.csv.", lambda report: report.site.slug),
    Column("site_name", "The site's name in English.", lambda report: report.site.name),
    Column("level", "The level of damage it reports.", lambda report: report.level),
    Column("event_edtf", "When it happened (EDTF); empty where nobody says.", lambda report: report.event),
    Column("event_earliest", "The first day on which it may have happened.", lambda report: report.earliest, type=date),
    Column("event_latest", "The last day on which it may have happened.", lambda report: report.latest, type=date),
    Column(
        "effective",
        "The day on which it takes effect in the site's status.",
        lambda report: report.effective,
        type=date,
    ),
    Column("verification", "How well it is verified.", lambda report: report.verification),
    Column("causes", "The causes, main one first, parted by semicolons.", lambda report: join(report.causes)),
    Column("methods", "How the damage was assessed, parted by semicolons.", lambda report: join(report.methods)),
    Column("attributed_to", "Whom the source holds responsible: its claim.", lambda report: report.attributed_to),
    Column("summary", "What is reported, in our own words.", lambda report: report.summary),
    Column("source_value", "The level in the source's own terms.", lambda report: report.source_value),
    Column("source_scale", "The scale these terms belong to.", lambda report: report.source_scale),
    Column("recovery", "The step of recovery it reports, if it is one.", lambda report: report.recovery),
    Column(
        "article_numbers",
        "The articles it cites, as in articles.csv, parted by semicolons.",
        lambda report: join(source.article.number for source in report.sources),
    ),
    Column(
        "article_roles",
        "What each of them does, in the same order: says, looked, disputes or refutes.",
        lambda report: join(source.role for source in report.sources),
    ),
    Column(
        "article_urls",
        "The addresses of those that have one, parted by semicolons.",
        lambda report: join_addresses(source.article.url for source in report.sources),
    ),
    Column(
        "first_published", "The day on which we first published it.", lambda report: report.first_published, type=date
    ),
    Column("licence", "The licence of the data.", lambda _: settings.DATA_LICENCE),
)
