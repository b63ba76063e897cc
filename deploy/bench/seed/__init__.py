"""A number of sites comes in; a database with their whole record and catalogue, the same every time, goes out."""

from .load import fill, sample, without_indexes

__all__ = ["fill", "sample", "without_indexes"]
