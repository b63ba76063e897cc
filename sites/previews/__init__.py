"""A site, a report, a source or a filter comes in; the picture that stands for its page elsewhere goes out, as PNG."""

from .views import article_preview, list_preview, report_preview, site_preview

__all__ = ["article_preview", "list_preview", "report_preview", "site_preview"]
