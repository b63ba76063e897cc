"""Nothing comes in; what a browser needs to install this site, and to keep what its reader asks it to, goes out."""

from .views import manifest, worker

__all__ = ["manifest", "worker"]
