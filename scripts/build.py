"""Make what is built from sources and not committed: the bundles of the front end and the compiled messages.

Run by `make run`, `make test`, every call of pytest and the image; does nothing when all of it is up to date. Safe side
by side: each file is replaced in one step.
"""

from pathlib import Path

from scripts import bundle_assets, messages

ROOT = Path(__file__).resolve().parent.parent


def build() -> list[Path]:
    """Everything that is missing or older than its sources; gives what was written."""
    return [*bundle_assets.build(), *messages.build()]


if __name__ == "__main__":
    for written in build():
        print(f"built {written.relative_to(ROOT)}")
