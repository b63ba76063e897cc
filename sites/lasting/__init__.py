"""Bytes come in; a file goes out that stands under its name whole or not at all, after a power cut too. What stores of
files tell of them, wherever they are."""

from .files import PART, synced, whole
from .kept import Away, Kept

__all__ = ["PART", "Away", "Kept", "synced", "whole"]
