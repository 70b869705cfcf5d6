"""granian, with the network loaded before it makes its web processes: what they share is in memory once.

Takes granian's own arguments. New code is served after a restart; SIGHUP only replaces the processes.
"""

from __future__ import annotations

import gc
import multiprocessing
import os

from granian.cli import entrypoint


def load() -> None:
    """Everything that a first request would load, and nothing that opens a connection or starts a thread."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "knowledge_network.settings")
    from django.conf import settings
    from django.urls import get_resolver
    from django.utils import translation

    import knowledge_network.rsgi  # noqa: F401
    from knowledge_network.search.understanding.preloading import preload_words

    preload_words()
    assert get_resolver().url_patterns  # nosec B101
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            translation.gettext("Search")
    # Django's start froze what it made, with what was garbage by then.
    gc.unfreeze()
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    # granian forks where that is the default, which it no longer is from Python 3.14 on.
    multiprocessing.set_start_method("fork")
    load()
    entrypoint()
