"""How days are written in the English desk: as everywhere here, the day before its month, and hours to 24."""

DATE_FORMAT = "j F Y"
DATETIME_FORMAT = "j F Y, H:i"
