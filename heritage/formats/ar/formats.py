"""How numbers are written in the Arabic desk: with a point, as coordinates are typed and pasted."""

DECIMAL_SEPARATOR = "."
