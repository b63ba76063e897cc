"""The file of a picture, from a stranger, comes in; what can be trusted of it, and pictures of its pixels, go out."""

from .process import MEGAPIXELS, MOST_BYTES, Limits, Picture, develop

__all__ = ["MEGAPIXELS", "MOST_BYTES", "Limits", "Picture", "develop"]
