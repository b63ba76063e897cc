"""Pictures: an upload comes in, what can be trusted of it and renditions rebuilt from its pixels go out."""

from .renditions import inspect, render

__all__ = ["inspect", "render"]
