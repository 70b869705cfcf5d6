"""Back to the second before a deletion, files included, by the programs of PostgreSQL; and nothing of what passes."""

from __future__ import annotations

import gzip
import os
import secrets
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.utils import timezone

from scripts.embedded import Postgres, free_port, throw_away_servers
from scripts.programs import postgres_programs
from tests.infra.running import ROOT, wait_for

pytestmark = pytest.mark.real_clock(reason="PostgreSQL has the clock of the machine, and the scripts run apart")
SECRET = b"de jongen met de blauwe jas"


class Kept:
    """A PostgreSQL with uploads, kept by scripts/backup-moment.sh in `folder`."""

    def __init__(self, server: Postgres, folder: Path) -> None:
        self.server, self.folder, self.media = server, folder / "moments", folder / "media"
        name = f"moment_{secrets.token_hex(4)}"
        server.create_database(name)
        self.url = server.url(name)
        self.media.mkdir()
        self.variables = {
            "PATH": f"{postgres_programs(folder / 'home', None)}:{os.environ['PATH']}",
            "PGHOST": "127.0.0.1", "PGPORT": str(server.port), "PGUSER": "network", "PGPASSWORD": server.password,
            "PGDATABASE": name, "MEDIA_ROOT": str(self.media), "MOMENT_FOLDER": str(self.folder),
        }  # fmt: skip
        self.sql("CREATE TABLE note (text text, file text)")
        self.sql("CREATE TABLE passing_talk (id int PRIMARY KEY)")
        self.sql("CREATE TABLE passing_case (talk int REFERENCES passing_talk, text text)")

    def sql(self, text: str, *values: object, url: str = "") -> list[tuple]:
        with psycopg.connect(url or self.url, autocommit=True) as link:
            done = link.execute(text, values)
            return list(done.fetchall()) if done.description else []

    def command(self, *arguments: str) -> list[str]:
        return ["sh", str(ROOT / "scripts/backup-moment.sh"), *arguments]

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments), env=self.variables, capture_output=True, text=True, cwd="/", timeout=120
        )

    def upload(self, name: str) -> None:
        path = self.media / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
        self.sql("INSERT INTO note VALUES ('een verslag', %s)", name)

    def stream(self) -> subprocess.Popen:
        return subprocess.Popen(self.command("stream"), env=self.variables, cwd="/", stderr=subprocess.DEVNULL)

    def has_come(self) -> bool:
        """Whether all that was written is received."""
        rows = self.sql("SELECT flush_lsn >= %s::pg_lsn FROM pg_stat_replication", self.mark)
        return bool(rows) and all(row[0] for row in rows)

    def everything_written(self) -> bytes:
        """The bases unpacked, and the stream."""
        bases = b"".join(gzip.decompress(path.read_bytes()) for path in self.folder.glob("base-*/base.tar.gz"))
        return bases + b"".join(path.read_bytes() for path in (self.folder / "wal").iterdir() if path.is_file())


@pytest.fixture
def kept(tmp_path_factory) -> Iterator[Kept]:
    folder = tmp_path_factory.mktemp("moment")
    with throw_away_servers() as (postgres, _valkey):
        yield Kept(postgres, folder)


@pytest.mark.drill(name="moment")
@pytest.mark.in_suite
def test_while_a_table_that_passes_would_go_along_there_is_no_base_and_no_stream(kept):
    for what in ("base", "stream"):
        done = kept.run(what)
        assert done.returncode != 0
        assert "passing_case, passing_talk" in done.stderr or "passing_talk, passing_case" in done.stderr
    assert kept.run("prepare").returncode == 0
    kinds = kept.sql(
        "SELECT DISTINCT relpersistence::text FROM pg_class WHERE relname IN ('passing_case', 'passing_talk')"
    )
    assert kinds == [("u",)]
    assert list(kept.folder.glob("base-*")) == []


@pytest.mark.drill(name="moment")
def test_back_to_the_second_before_a_deletion_with_its_files_and_without_what_passes(kept, tmp_path_factory):
    assert kept.run("prepare").returncode == 0
    receiver = kept.stream()
    try:
        wait_for(lambda: kept.sql("SELECT 1 FROM pg_stat_replication"), seconds=20)
        kept.upload("groups/before-the-base")
        kept.sql("INSERT INTO passing_talk VALUES (1)")
        kept.sql("INSERT INTO passing_case VALUES (1, %s)", SECRET.decode())
        assert (done := kept.run("base")).returncode == 0, done.stderr
        for number in range(200):
            kept.upload(f"groups/file{number}")
        kept.sql("INSERT INTO passing_case VALUES (1, %s)", SECRET.decode() * 3)
        (kept.media / "passing").mkdir()
        (kept.media / "passing" / "film").write_bytes(SECRET)
        assert kept.run("hold", "once").returncode == 0
        moment = timezone.now().isoformat()
        kept.sql("DELETE FROM note")
        for path in (kept.media / "groups").iterdir():
            path.unlink()
        kept.sql("INSERT INTO note VALUES ('na het ongeluk', '')")
        (kept.mark,) = kept.sql("SELECT pg_switch_wal()::text")[0]
        wait_for(kept.has_come, seconds=30)
    finally:
        receiver.terminate()
        receiver.wait(20)
    assert SECRET not in kept.everything_written()
    assert b"een verslag" in kept.everything_written()
    back = bring_back(kept, moment, tmp_path_factory.mktemp("back"))
    try:
        url = back.url(kept.variables["PGDATABASE"])
        wait_for(lambda: kept.sql("SELECT NOT pg_is_in_recovery()", url=url) == [(True,)], seconds=60)
        rows = kept.sql("SELECT file FROM note ORDER BY file", url=url)
        assert len(rows) == 201
        assert kept.sql("SELECT count(*) FROM note WHERE text <> 'een verslag'", url=url) == [(0,)]
        assert kept.sql("SELECT count(*) FROM passing_case", url=url) == [(0,)]
    finally:
        back.stop()
    assert kept.run("files").returncode == 0
    assert all((kept.media / name).read_bytes() == name.encode() for (name,) in rows)
    assert (kept.media / ".put-back").exists()
    assert not (kept.media / ".held" / "passing").exists()


def bring_back(kept: Kept, moment: str, folder: Path) -> Postgres:
    """A second PostgreSQL, on the data as they were."""
    home = folder / "postgres"
    home.mkdir()
    done = kept.run("restore", moment, str(home / "cluster"))
    assert done.returncode == 0, done.stderr
    back = Postgres("PostgreSQL", folder / "back.log", data=home, password=kept.server.password, durable=False)
    if back.account:
        for place in (*folder.parents[:2], folder, home):
            # Never takes from what others share, as /tmp.
            place.chmod(place.stat().st_mode | 0o555)
        owner = f"{back.account.pw_uid}:{back.account.pw_gid}"
        subprocess.run(["chown", "-R", owner, str(home / "cluster"), str(kept.folder)], check=True)
        kept.folder.parent.chmod(0o755)
    back.port = free_port()
    back.start()
    return back


@pytest.mark.drill(name="moment")
def test_a_newer_base_clears_what_no_older_one_needs(kept):
    assert kept.run("prepare").returncode == 0
    receiver = kept.stream()
    try:
        wait_for(lambda: kept.sql("SELECT 1 FROM pg_stat_replication"), seconds=20)
        for number in range(3):
            kept.upload(f"groups/{number}")
            kept.run("hold", "once")
            if number:
                (kept.media / f"groups/{number - 1}").unlink()
            assert (done := kept.run("base")).returncode == 0, done.stderr
            (newest,) = kept.folder.glob("base-*Z") if not number else [max(kept.folder.glob("base-*Z"))]
            # By the name of its second: the next one is of another.
            newest.rename(newest.with_name(f"base-2026010{number + 1}T000000Z"))
            os.utime(kept.folder / f"base-2026010{number + 1}T000000Z")
        assert [path.name for path in sorted(kept.folder.glob("base-*"))] == [
            "base-20260102T000000Z",
            "base-20260103T000000Z",
        ]
    finally:
        receiver.terminate()
        receiver.wait(20)
    assert kept.run("restore", "2020-01-01T00:00:00Z", "/nowhere").stderr.startswith("there is no base from before")
