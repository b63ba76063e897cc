"""Static files under names that carry their hash."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Follows the imports between our JavaScript modules too, so that a new release never meets an old module."""

    support_js_module_import_aggregation = True
