"""Where static files are kept once collected."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed and compressed; scripts that import one another find each other by their hashed names."""

    support_js_module_import_aggregation = True
