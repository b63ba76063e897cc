"""How numbers are written in Arabic here: in western digits and with a point, as coordinates are typed and pasted."""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
