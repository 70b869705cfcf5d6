"""Which Chromium draws pages: for tests, pictures and benchmarks."""

import shutil

# The shell first, as Playwright itself does: the same engine without a window, which the whole browser draws for each
# context anew, at four tenths of a second of processor.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """The one of the system; None where there is none: then Playwright's own is wanted."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)
