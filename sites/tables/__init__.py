"""A file from a stranger comes in: CSV, XLSX, GeoJSON, KML or JSON; its headers and rows, within limits, go out."""

from .opening import open_table
from .table import Chunk, Table, undisturbed

__all__ = ["Chunk", "Table", "open_table", "undisturbed"]
