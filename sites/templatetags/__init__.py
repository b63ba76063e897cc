"""Values of the catalogue come in from a template; marks and words for people go out."""
