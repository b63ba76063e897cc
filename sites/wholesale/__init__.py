"""The write gate for many: the records of a whole file come in, and go out by one decision; and that is taken back."""

from .checks import limited_texts, unfit, unpublishable
from .door import Door, may_import
from .unmaking import Undone, take_back_import

__all__ = ["Door", "Undone", "limited_texts", "may_import", "take_back_import", "unfit", "unpublishable"]
