"""The file of a picture, from a stranger, comes in; what can be trusted of it, and pictures of its pixels, go out."""

from .process import Limits, Picture, develop

__all__ = ["Limits", "Picture", "develop"]
