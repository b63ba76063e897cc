"""Bytes come in; a file goes out that stands under its name whole or not at all, after a power cut too."""

from .files import PART, synced, whole

__all__ = ["PART", "synced", "whole"]
