"""The store of films: names that say nothing, a new name for what is hidden, and whether something is gone.

Through Django's storage, so that another store can take its place. All of it lies below «passing/».
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import structlog
from django.core.files.storage import default_storage

from knowledge_network.kit.storage import find_store
from lesson_study.video.models.film import FOLDER, make_file_name

logger = structlog.get_logger(__name__)


def tell_new_name(name: str) -> str:
    """Another name for the same kind of file."""
    return make_file_name(name.rpartition(".")[2])


def move_files(moves: Iterable[tuple[str, str]]) -> None:
    """Each file under its new name: no earlier address leads to it any more. What is not there is left out."""
    for old, new in moves:
        try:
            find_store().move(old, new)
        except OSError:
            # No row knows the old name any more, so it is not served; the hourly job takes it away as a stray.
            logger.exception("hiding_film_failed")


def measure_files(names: Iterable[str]) -> int:
    return sum(default_storage.size(name) for name in names if default_storage.exists(name))


def delete_files(names: Iterable[str]) -> bool:
    """Whether none of them is there any more."""
    wanted = list(names)
    for name in wanted:
        default_storage.delete(name)
    return not any(default_storage.exists(name) for name in wanted)


def list_older(before: dt.datetime) -> list[str]:
    """The files of the store that are older than `before`."""
    found: list[str] = find_store().list_older(FOLDER, before)
    return found
