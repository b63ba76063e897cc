"""Several people at one record come in; conflicts that they settle, and each record made once, go out."""

__all__ = []
