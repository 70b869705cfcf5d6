"""Files in S3, for a network of more than one machine (docs/scaling.md): the same names, in two buckets.

What passes (`kit/passing.py`), films first of all, stands in a bucket of its own, which no back-up holds and no lock
may keep. Nobody is ever given an address of the store: a file goes out through the page that asks each time whether the
reader may have it, so that a consent that is taken back counts from the next four megabytes on. What is deleted is gone
with all its earlier versions, also where the bucket keeps those.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar, NoReturn

from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from django.core.files.storage import Storage
from storages.backends.s3 import S3Storage

from knowledge_network.kit.passing import FOLDER as PASSING
from knowledge_network.kit.storage import OK, DiskRefusedError, PartsLostError, StoreAwayError

# So much is asked for at once, and held in memory for each file that is open.
BLOCK = 1024 * 1024
# Written and taken away again, to know whether files are taken.
PROBE = ".taken"
REFUSED = {403, 405}
FULL = {507}
NEVER_THERE = 404


def _read_status(error: Exception) -> int:
    answer = getattr(error, "response", None) or {}
    status: int = answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return status


@contextmanager
def _translate_errors(name: str) -> Iterator[None]:
    """What goes wrong in the store in the words of a disk: not there, or away."""
    try:
        yield
    except (ClientError, BotoCoreError, Boto3Error) as error:
        if _read_status(error) == NEVER_THERE:
            raise FileNotFoundError(name) from error
        raise StoreAwayError(name) from error


class StoredReader(io.RawIOBase):
    """An object read in pieces from any place on: no copy of it on this machine, and no line that stays open."""

    def __init__(self, bucket: Bucket, name: str) -> None:
        super().__init__()
        self.bucket, self.key, self.at = bucket, name, 0
        with _translate_errors(name):
            known = bucket.client.head_object(Bucket=bucket.bucket_name, Key=name)
        self.size, self.tag = int(known["ContentLength"]), known["ETag"]

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        if start + offset < 0:
            raise ValueError("before the beginning of the file")
        self.at = start + offset
        return self.at

    def readinto(self, buffer: Any, /) -> int:
        last = min(self.at + len(buffer), self.size) - 1
        if last < self.at:
            return 0
        # All of it from the same content: IfMatch refuses what took its place meanwhile.
        with _translate_errors(self.key):
            answer = self.bucket.client.get_object(
                Bucket=self.bucket.bucket_name, Key=self.key, Range=f"bytes={self.at}-{last}", IfMatch=self.tag
            )
            data = answer["Body"].read()
        buffer[: len(data)] = data
        self.at += len(data)
        return len(data)


class Bucket(S3Storage):
    """One bucket. Its errors are those of a disk; its addresses are given to nobody."""

    # One for all threads of a process, and for both buckets of one key: each takes half a second and 12 MB to make.
    _made: ClassVar[dict[tuple[object, ...], Any]] = {}
    _making = threading.Lock()

    @property
    def connection(self) -> Any:
        known = (os.getpid(), self.endpoint_url, self.access_key, self.secret_key, self.region_name)
        with self._making:
            if known not in self._made:
                self._made[known] = super().connection
            return self._made[known]

    @property
    def client(self) -> Any:
        return self.connection.meta.client

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        if mode != "rb":
            raise ValueError("what is stored is read, or stored anew under another name")
        return File(io.BufferedReader(StoredReader(self, name), BLOCK), name)

    def _save(self, name: str, content: File[Any]) -> str:
        with _translate_errors(name):
            saved: str = super()._save(name, content)
        return saved

    def exists(self, name: str) -> bool:
        with _translate_errors(name):
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        with _translate_errors(name):
            return int(super().size(name))

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        with _translate_errors(path):
            folders, files = super().listdir(path)
            return folders, files

    def get_modified_time(self, name: str) -> dt.datetime:
        with _translate_errors(name):
            moment: dt.datetime = super().get_modified_time(name)
            return moment

    def url(self, name: str, *_args: Any, **_more: Any) -> NoReturn:
        raise ValueError("files go out through the pages that ask who may have them")

    def delete(self, name: str) -> None:
        """At once out of reach, then for good: each earlier version, and what came in of it so far."""
        with _translate_errors(name):
            super().delete(name)
            for version in self._list_versions(name):
                self.client.delete_object(Bucket=self.bucket_name, Key=name, VersionId=version)
            for upload in self._list_unfinished(name):
                self._abort(name, upload)

    def _list_versions(self, name: str) -> list[str]:
        pages = self.client.get_paginator("list_object_versions").paginate(Bucket=self.bucket_name, Prefix=name)
        rows = [row for page in pages for row in (*page.get("Versions", ()), *page.get("DeleteMarkers", ()))]
        return [row["VersionId"] for row in rows if row["Key"] == name]

    # More than a storage of Django does -------------------------------------------------------

    def list_all(self, folder: str = "") -> Iterator[tuple[str, int, dt.datetime]]:
        """Name, size and moment of each file below `folder`."""
        prefix = f"{folder}/" if folder else ""
        with _translate_errors(folder):
            for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.bucket_name, Prefix=prefix):
                for row in page.get("Contents", ()):
                    yield row["Key"], row["Size"], row["LastModified"]

    def list_older(self, folder: str, before: dt.datetime) -> list[str]:
        """What stands in this very folder longer; what broke off while it came in goes at once."""
        with _translate_errors(folder):
            for page in self.client.get_paginator("list_multipart_uploads").paginate(
                Bucket=self.bucket_name, Prefix=f"{folder}/"
            ):
                for row in page.get("Uploads", ()):
                    if row["Initiated"] < before:
                        self._abort(row["Key"], row["UploadId"])
        found = [(name, moment) for name, _size, moment in self.list_all(folder) if "/" not in name[len(folder) + 1 :]]
        return [name for name, moment in found if moment < before]

    def move(self, old: str, new: str) -> None:
        """Another name, within the store; nothing happens when it is not there, but what came in of it goes."""
        with _translate_errors(old):
            if super().exists(old):
                source = {"Bucket": self.bucket_name, "Key": old}
                self.client.copy_object(Bucket=self.bucket_name, Key=new, CopySource=source)
        self.delete(old)

    def append(self, name: str, offset: int, data: bytes, *, part: int, is_last: bool) -> None:
        """What comes in in parts is one upload of the store, there under its name once all of it is."""
        number = offset // part + 1
        if offset % part or (len(data) != part and not is_last):
            raise ValueError("a part in the middle has the size of all parts")
        try:
            with _translate_errors(name):
                if offset == 0:
                    self.delete(name)
                    self.client.create_multipart_upload(Bucket=self.bucket_name, Key=name)
                where = {"Bucket": self.bucket_name, "Key": name, "UploadId": self._find_upload(name, offset, data)}
                if where["UploadId"]:
                    self.client.upload_part(**where, PartNumber=number, Body=data)
                    if is_last:
                        self._complete(where, number)
        except PartsLostError:
            raise
        except OSError as error:
            raise DiskRefusedError from error

    def _find_upload(self, name: str, offset: int, data: bytes) -> str:
        """Empty: the last part came already, and only its answer was lost."""
        found = self._list_unfinished(name)
        if found:
            return found[-1]
        if super().exists(name) and super().size(name) == offset + len(data):
            return ""
        raise PartsLostError(name)

    def _complete(self, where: dict[str, Any], parts: int) -> None:
        pages = self.client.get_paginator("list_parts").paginate(**where)
        known = {row["PartNumber"]: row["ETag"] for page in pages for row in page.get("Parts", ())}
        if sorted(known) != list(range(1, parts + 1)):
            raise PartsLostError(where["Key"])
        told = [{"PartNumber": number, "ETag": tag} for number, tag in sorted(known.items())]
        self.client.complete_multipart_upload(**where, MultipartUpload={"Parts": told})

    def _list_unfinished(self, name: str) -> list[str]:
        answer = self.client.list_multipart_uploads(Bucket=self.bucket_name, Prefix=name)
        return [row["UploadId"] for row in answer.get("Uploads", ()) if row["Key"] == name]

    def _abort(self, name: str, upload: str) -> None:
        self.client.abort_multipart_upload(Bucket=self.bucket_name, Key=name, UploadId=upload)

    def tell_state(self, *, writes: bool) -> str:
        """As `kit.storage.disk_state`: whether it answers, and with `writes` whether it takes something."""
        try:
            if not writes:
                self.client.head_bucket(Bucket=self.bucket_name)
                return OK
            put = self.client.put_object(Bucket=self.bucket_name, Key=PROBE, Body=b"")
            version = {"VersionId": put["VersionId"]} if put.get("VersionId") else {}
            self.client.delete_object(Bucket=self.bucket_name, Key=PROBE, **version)
        except (ClientError, BotoCoreError) as error:
            status = _read_status(error)
            return "full" if status in FULL else "read-only" if status in REFUSED else "unreachable"
        return OK


class ObjectStorage(Storage):
    """Django's storage of this network: the bucket of the uploads, and beside it the one of what passes."""

    def __init__(self, *, files: dict[str, str], films: dict[str, str]) -> None:
        shared = {
            "file_overwrite": False,
            "default_acl": None,
            # One thread for each file: memory stays flat, and a request is one thread already.
            "transfer_config": TransferConfig(use_threads=False),
            "client_config": Config(
                signature_version="s3v4",
                s3={"addressing_style": "path"},
                # Who waits for a page hears it soon when the store is away.
                connect_timeout=2,
                read_timeout=20,
                retries={"mode": "standard", "total_max_attempts": 2},
                # Not every store that speaks S3 knows the newer checksums.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        }
        self.files, self.films = Bucket(**shared, **files), Bucket(**shared, **films)

    def find_bucket(self, name: str) -> Bucket:
        return self.films if name.startswith(f"{PASSING}/") or name == PASSING else self.files

    def _open(self, name: str, mode: str = "rb") -> File[bytes]:
        return self.find_bucket(name)._open(name, mode)

    def save(self, name: str | None, content: Any, max_length: int | None = None) -> str:
        """Also when it is away already as it is asked whether the name is free."""
        try:
            return super().save(name, content, max_length)
        except StoreAwayError as error:
            raise DiskRefusedError from error

    def _save(self, name: str, content: File[Any]) -> str:
        return self.find_bucket(name)._save(name, content)

    def delete(self, name: str) -> None:
        self.find_bucket(name).delete(name)

    def exists(self, name: str) -> bool:
        return self.find_bucket(name).exists(name)

    def size(self, name: str) -> int:
        return self.find_bucket(name).size(name)

    def listdir(self, path: str) -> tuple[list[str], list[str]]:
        return self.find_bucket(path).listdir(path)

    def get_modified_time(self, name: str) -> dt.datetime:
        return self.find_bucket(name).get_modified_time(name)

    def url(self, name: str | None) -> NoReturn:
        self.files.url(name or "")

    def list_older(self, folder: str, before: dt.datetime) -> list[str]:
        return self.find_bucket(folder).list_older(folder, before)

    def move(self, old: str, new: str) -> None:
        self.find_bucket(old).move(old, new)

    def append(self, name: str, offset: int, data: bytes, *, part: int, is_last: bool) -> None:
        self.find_bucket(name).append(name, offset, data, part=part, is_last=is_last)

    def make_buckets(self) -> None:
        """Those that are not there yet; most providers want them made by hand, and then they are."""
        for bucket in (self.files, self.films):
            try:
                with _translate_errors(bucket.bucket_name):
                    bucket.client.head_bucket(Bucket=bucket.bucket_name)
            except FileNotFoundError:
                with _translate_errors(bucket.bucket_name):
                    bucket.client.create_bucket(Bucket=bucket.bucket_name)

    def tell_state(self, size: int = 0) -> str:
        """The first of both that takes nothing."""
        states = (bucket.tell_state(writes=size > 0) for bucket in (self.files, self.films))
        return next((state for state in states if state != OK), OK)
