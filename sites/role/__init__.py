"""A role of PostgreSQL comes in; one that may read what readers are shown, and nothing else, goes out."""

from .views import SCHEMA, build, readers, take_down, too_much

__all__ = ["SCHEMA", "build", "readers", "take_down", "too_much"]
