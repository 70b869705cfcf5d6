"""Which static files are served."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class NetworkStaticFilesConfig(StaticFilesConfig):
    """The parts of the style sheet stay behind: only their bundle is served, and paths in them are relative to it."""

    ignore_patterns = [*StaticFilesConfig.ignore_patterns, "css/components/*"]
