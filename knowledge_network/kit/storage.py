"""Files on the disk: whole or not at all, and in plain words where the disk takes none.

Where they stand in S3, `kit/object_store.py` does the same there; both do what Django's storages do and, beyond that,
`move`, `append` and `list_older`.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import secrets
import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, default_storage
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError

# What the machine needs for itself, beside a file: logs, back-up, the database when it stands on the same disk.
RESERVE = 64 * 1024 * 1024
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO}
CANNOT_KEEP = _(
    "At the moment we cannot keep files: the disk of the network is full or closed. Your text is still here. Send it "
    "without the file, or try again later. Who runs the network can see it."
)
OK = "ok"


class DiskRefusedError(RefusedError):
    """The disk takes no file now."""

    def __init__(self) -> None:
        super().__init__(CANNOT_KEEP)


class StoreAwayError(OSError):
    """The store of files on another machine does not answer, or refuses."""


class PartsLostError(OSError):
    """What came in of a file so far is gone: it begins anew."""


class WholeFileStorage(FileSystemStorage):
    """A file has its name only once all of it is on the disk; of one that did not fit nothing stays behind."""

    def _save(self, name: str, content: File[Any]) -> str:
        part = f"{name}.{secrets.token_hex(4)}.part"
        try:
            written = super()._save(part, content)  # type: ignore[misc]
            with Path(self.path(written)).open("rb") as stream:
                os.fsync(stream.fileno())
            Path(self.path(written)).replace(self.path(name))
        except OSError as error:
            Path(self.path(part)).unlink(missing_ok=True)
            if error.errno in NO_ROOM:
                raise DiskRefusedError from error
            raise
        return name

    def list_older(self, folder: str, before: dt.datetime) -> list[str]:
        """The files in this very folder that are older than `before`."""
        if not self.exists(folder):
            return []
        names = (f"{folder}/{name}" for name in self.listdir(folder)[1])
        return [name for name in names if self.get_modified_time(name) < before]

    def move(self, old: str, new: str) -> None:
        """Another name; nothing happens when it is not there."""
        if self.exists(old):
            Path(self.path(old)).replace(self.path(new))

    def append(self, name: str, offset: int, data: bytes, *, part: int, is_last: bool) -> None:
        """The next part of a file that comes in; what a part that broke off left behind is written over."""
        if offset == 0:
            self.delete(name)
            self.save(name, ContentFile(data))
            return
        with self.open(name, "r+b") as stream:
            stream.seek(offset)
            stream.truncate()
            stream.write(data)


def find_store() -> Any:
    """The storage of this installation, which knows `move`, `append` and `list_older`."""
    return default_storage


def disk_state(size: int = 0) -> str:
    """`ok`, `read-only`, `full` or `unreachable`: whether a file of `size` bytes can be kept among the uploads."""
    if settings.FILES_S3_URL:
        state: str = find_store().tell_state(size)
        return state
    folder = Path(settings.MEDIA_ROOT)
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        if os.statvfs(folder).f_flag & os.ST_RDONLY or not os.access(folder, os.W_OK):
            return "read-only"
        return OK if shutil.disk_usage(folder).free >= size + RESERVE else "full"
    except OSError:
        return "unreachable"


def check_room(size: int) -> None:
    """Say it on the field of the form, while the text is still there."""
    if disk_state(size) != OK:
        raise ValidationError(CANNOT_KEEP, code="disk")
