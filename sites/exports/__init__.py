"""A filter comes in; CSV files of the sites, reports and articles it picks, and of their sums, go out, explained."""

from .columns import Column, Dataset
from .datasets import DATASETS, SUMMARY
from .naming import file_name
from .rows import csv_lines
from .views import articles_csv, reports_csv, sites_csv, summary_csv

__all__ = [
    "DATASETS",
    "SUMMARY",
    "Column",
    "Dataset",
    "articles_csv",
    "csv_lines",
    "file_name",
    "reports_csv",
    "sites_csv",
    "summary_csv",
]
