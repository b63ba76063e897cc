"""Somebody from elsewhere, who knows an address and nothing else."""

from urllib.error import HTTPError
from urllib.request import urlopen


def status_of(address):
    """What a stranger is answered."""
    try:
        with urlopen(address) as answer:
            return answer.status
    except HTTPError as refused:
        refused.close()
        return refused.code
