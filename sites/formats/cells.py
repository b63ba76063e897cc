"""A value of a dataset comes in; its cells go out with their types, for formats that know more than text."""

from datetime import date

from ..exports import Dataset
from .geometry import DECIMALS

Plain = str | int | float | bool | None


def cells(dataset: Dataset, value, origin: str) -> list[Plain]:
    """In the order of the columns; None where the CSV file has an empty cell. Days are texts such as 2015-08-23."""
    return [_plain(origin + column.read(value) if column.ours else column.read(value)) for column in dataset.columns]


def _plain(cell) -> Plain:
    if cell == "":
        return None
    if isinstance(cell, float):
        return round(cell, DECIMALS)
    return cell.isoformat() if isinstance(cell, date) else cell
