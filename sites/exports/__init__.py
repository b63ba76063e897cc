"""A filter comes in; CSV files of the sites, reports and articles it picks go out, with the meaning of each column."""

from .columns import Column, Dataset
from .datasets import DATASETS
from .rows import csv_lines
from .views import articles_csv, reports_csv, sites_csv

__all__ = ["DATASETS", "Column", "Dataset", "articles_csv", "csv_lines", "reports_csv", "sites_csv"]
