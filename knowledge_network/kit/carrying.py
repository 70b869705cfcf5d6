"""Files from the disk to S3 and back: each is compared before the first one goes, so that nobody minds a kill."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from knowledge_network.kit import health
from knowledge_network.kit.passing import FOLDER as PASSING
from knowledge_network.kit.storage import WholeFileStorage, find_store

# When the last pass over the bucket began that came to its end, in seconds; scripts/backup.sh waits for it.
MIRRORED = ".mirrored"
CHUNK = 1024 * 1024
# Being written by a process that is at it, or that was killed.
HALF = ".part"


class NothingThereError(Exception):
    """The bucket is empty and the mirror is not: an address that is wrong, before it is a network without files."""


@dataclass
class Carried:
    """What became of them: new at the other side, there already, and of another content there."""

    new: int = 0
    known: int = 0
    gone: int = 0
    differing: list[str] = field(default_factory=list)


def find_disk() -> WholeFileStorage:
    return WholeFileStorage(location=settings.MEDIA_ROOT)


def list_disk() -> Iterator[str]:
    """Every file of the uploads: not what scripts leave there for themselves, nor what is only half written."""
    root = Path(settings.MEDIA_ROOT)
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not name.startswith(".") and not name.endswith(HALF):
            yield name


def list_bucket(*, with_passing: bool) -> Iterator[tuple[str, int]]:
    store = find_store()
    for bucket in (store.files, store.films) if with_passing else (store.files,):
        for name, size, _moment in bucket.list_all():
            if not name.startswith("."):
                yield name, size


def carry_files(*, back: bool = False, keep: bool = False, tell: Callable[[str], object] = str) -> Carried:
    """From the disk to S3, or `back`: copied, compared by checksum, then taken away here unless `keep`."""
    done, disk, store = Carried(), find_disk(), find_store()
    source, target = (store, disk) if back else (disk, store)
    store.make_buckets()
    for name in [name for name, _size in list_bucket(with_passing=True)] if back else list(list_disk()):
        # Gone meanwhile: whoever removed it meant it.
        with suppress(FileNotFoundError):
            wanted = hash_file(source, name)
            if is_new := not target.exists(name):
                with source.open(name, "rb") as stream:
                    target.save(name, stream)
            if hash_file(target, name) != wanted:
                done.differing.append(name)
                continue
            done.new, done.known = done.new + is_new, done.known + (not is_new)
            if not keep:
                source.delete(name)
            tell(name)
    return done


def hash_file(storage: Storage, name: str) -> str:
    with storage.open(name, "rb") as stream:
        return _hash(stream)


def _hash(stream: IO[Any]) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def mirror_files() -> Carried:
    """Make the disk equal to the bucket of uploads, for the back-up: what passes is not in it. Names are used once."""
    began, done, disk = time.time(), Carried(), find_disk()
    wanted = dict(list_bucket(with_passing=False))
    here = [name for name in list_disk() if not name.startswith(f"{PASSING}/")]
    if here and not wanted:
        raise NothingThereError
    for name, size in wanted.items():
        if disk.exists(name) and disk.size(name) == size:
            done.known += 1
            continue
        with suppress(FileNotFoundError), find_store().open(name) as stream:
            disk.delete(name)
            disk.save(name, stream)
            done.new += 1
    for name in here:
        if name not in wanted:
            disk.delete(name)
            done.gone += 1
    _tell_moments()
    part = Path(settings.MEDIA_ROOT) / f"{MIRRORED}{HALF}"
    part.write_text(f"{began:.0f}\n")
    part.replace(part.with_name(MIRRORED))
    return done


def _tell_moments() -> None:
    """When the last back-up was, so that the other machines know it too."""
    store = find_store()
    for name in (health.LAST_BACKUP, health.LAST_TRIED_RESTORE):
        path = Path(settings.MEDIA_ROOT) / name
        text = path.read_bytes() if path.exists() else b""
        if text and not (store.exists(name) and store.open(name).read() == text):
            store.delete(name)
            store.save(name, ContentFile(text))
