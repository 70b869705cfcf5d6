"""A real S3 server of our own: SeaweedFS, one process, on this machine only."""

from __future__ import annotations

import datetime as dt
import json
import os
import secrets
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import boto3
import botocore.auth
import pytest

from scripts.embedded import Server, free_port

KEY = "network"
# Set for a whole run of tests: their files stand in S3 (`make drills DRILL=files`).
WANTED = "TEST_FILES_S3_URL"
# What sets the age of a file, looks where it lies, or sends a film in parts of less than five megabytes.
on_a_disk = pytest.mark.skipif(bool(os.environ.get(WANTED)), reason="what it does to a file, S3 does not let one do")
ACTIONS = ["Admin", "Read", "Write", "List", "Tagging"]


def find_weed() -> str:
    """It comes with the packages of the tests; not for every machine there is one."""
    beside = Path(sys.executable).parent / "weed"
    if beside.exists():
        return str(beside)
    if os.environ.get("CI") == "1":
        pytest.fail("SeaweedFS is missing: requirements/dev.txt brings it")
    pytest.skip("there is no SeaweedFS for this machine: files in S3 are left out")


@dataclass
class ObjectStore(Server):
    """The server, with a key that may do everything and one that only reads."""

    folder: Path = Path()
    secret: str = field(default_factory=lambda: secrets.token_hex(20))
    reader: str = field(default_factory=lambda: secrets.token_hex(20))
    port: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self.stop_signal = signal.SIGKILL  # nothing of it is kept

    def start(self) -> None:
        self.port = free_port()
        keys = self.folder / "keys.json"
        keys.touch(0o600)
        people = [(KEY, self.secret, ACTIONS), ("reader", self.reader, ["Read", "List"])]
        keys.write_text(
            json.dumps(
                {
                    "identities": [
                        {"name": name, "credentials": [{"accessKey": name, "secretKey": secret}], "actions": actions}
                        for name, secret, actions in people
                    ]
                }
            )
        )
        ports = {
            f"{part}.port{end}": free_port()
            for part in ("master", "volume", "filer", "s3")
            for end in ("", ".grpc")
            if (part, end) != ("s3", "")
        }
        flags = {
            # Without the second it listens to everybody.
            "ip": "127.0.0.1", "ip.bind": "127.0.0.1", "dir": self.folder, "s3": "true", "s3.port": self.port,
            "s3.config": keys, "s3.port.iceberg": 0, "s3.port.lance": 0, "s3.iam": "false", "master.telemetry": "false",
            "master.volumePreallocate": "false", "master.volumeSizeLimitMB": 64, "volume.max": 3000,
        }  # fmt: skip
        told = (f"-{name}={value}" for name, value in (flags | ports).items())
        self._spawn([find_weed(), "-logtostderr=true", "server", *told])
        self._wait_until(self._answers, seconds=40)

    def url(self, bucket: str, *, writes: bool = True) -> str:
        who, secret = (KEY, self.secret) if writes else ("reader", self.reader)
        return f"http://{who}:{secret}@127.0.0.1:{self.port}/{bucket}"

    def _answers(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=1) as answer:
                return answer.status == 200 and bool(self.client().list_buckets())
        except OSError:
            return False

    def client(self):
        return boto3.client(
            "s3", endpoint_url=f"http://127.0.0.1:{self.port}", aws_access_key_id=KEY,
            aws_secret_access_key=self.secret, region_name="us-east-1",
        )  # fmt: skip

    def make_buckets(self, *, keeps_versions: bool = False) -> tuple[str, str]:
        """The addresses of two new ones, for uploads and for what passes."""
        name = secrets.token_hex(4)
        for bucket in (f"files-{name}", f"films-{name}"):
            self.client().create_bucket(Bucket=bucket)
            if keeps_versions:
                self.client().put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
        return self.url(f"files-{name}"), self.url(f"films-{name}")


def sign_by_the_clock_of_the_disk() -> None:
    """The clock of the tests stands still; a store refuses what is signed a quarter of an hour off."""
    botocore.auth.get_current_datetime = _read_clock_of_the_disk


def _read_clock_of_the_disk() -> dt.datetime:
    with tempfile.TemporaryFile() as made:
        return dt.datetime.fromtimestamp(os.fstat(made.fileno()).st_mtime, dt.UTC).replace(tzinfo=None)


@contextmanager
def object_store() -> Iterator[ObjectStore]:
    folder = Path(tempfile.mkdtemp(prefix="network-s3-"))
    server = ObjectStore("SeaweedFS", folder / "weed.log", folder=folder)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
