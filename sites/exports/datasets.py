"""The files that are offered, by name. Their columns are allow-lists: what is not named here does not leave."""

from ..catalogue import each, each_article, each_report
from .articles import ARTICLE_COLUMNS
from .columns import Dataset
from .reports import REPORT_COLUMNS
from .sites import SITE_COLUMNS
from .sums import SUM_COLUMNS, each_sum

DATASETS = {
    dataset.name: dataset
    for dataset in (
        Dataset("sites", "One row for each site, with its status on the day that was asked for.", SITE_COLUMNS, each),
        Dataset("reports", "One row for each published report on these sites.", REPORT_COLUMNS, each_report),
        Dataset("articles", "One row for each source that these reports cite.", ARTICLE_COLUMNS, each_article),
    )
}

SUMMARY = Dataset(
    "summary", "How many of these sites have each value and each level: sums, not records.", SUM_COLUMNS, each_sum
)
