"""What languages are called."""

from django.utils.translation import get_language, get_language_info

from .addresses import PLAIN


def tongue(tag: str) -> str:
    """What a language is called within a sentence; the tag itself where Django knows no name."""
    try:
        name = str(get_language_info(tag)["name_translated"])
    except KeyError:
        return tag
    return name if get_language() in (None, PLAIN) else name[:1].lower() + name[1:]
