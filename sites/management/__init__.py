"""Thin doors: what an operator types comes in, one call to a room and a sentence about its outcome go out."""
