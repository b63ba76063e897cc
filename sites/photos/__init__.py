"""Pictures: an upload comes in, what can be trusted of it and renditions rebuilt from its pixels go out."""

from .renditions import DESK_WIDTHS, forget, inspect, keep_for_the_desk, look, render, seen_at_the_desk

__all__ = ["DESK_WIDTHS", "forget", "inspect", "keep_for_the_desk", "look", "render", "seen_at_the_desk"]
