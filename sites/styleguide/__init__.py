"""Tokens and frozen values come in; a page that shows every component of the public pages in every state goes out."""

from .page import styleguide
from .picture import picture

__all__ = ["picture", "styleguide"]
