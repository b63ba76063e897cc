KNOWN = frozenset({"fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "msclkid", "yclid"})


def is_tracker(parameter: str) -> bool:
    """Whether other sites append this parameter to follow readers about: it never belongs to an address."""
    return parameter in KNOWN or parameter.startswith("utm_")
