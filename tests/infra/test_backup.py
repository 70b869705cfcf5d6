"""Back-up and restore in the folder layout of the containers, as the user of the service and as root."""

from __future__ import annotations

import os
import secrets
import subprocess
import tarfile
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from scripts.embedded import Postgres, throw_away_servers
from scripts.programs import postgres_programs
from tests.infra.running import ROOT

pytestmark = pytest.mark.real_clock(reason="the scripts run in processes of their own and ask the machine for the day")
# As in the Dockerfile.
SERVICE = 10001
IS_ROOT = os.geteuid() == 0


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with throw_away_servers() as (postgres, _valkey):
        yield postgres


class Place:
    """/srv/media, /backups and /scripts of a container, below a folder of the test."""

    def __init__(self, folder: Path, server: Postgres) -> None:
        folder.chmod(0o755)
        self.media, self.backups, self.elsewhere = folder / "media", folder / "backups", folder / "elsewhere"
        self.scripts = folder / "scripts"
        self.scripts.mkdir()
        for script in (ROOT / "scripts").glob("*.sh"):
            (self.scripts / script.name).write_bytes(script.read_bytes())
        for path in (self.media, self.backups, self.elsewhere):
            path.mkdir(mode=0o750)
            if IS_ROOT:
                os.chown(path, SERVICE, SERVICE)
        self.name = f"saved_{secrets.token_hex(4)}"
        server.create_database(self.name)
        self.url = server.url(self.name)
        programs = postgres_programs(folder / "home", None)
        with psycopg.connect(self.url) as link:
            info = link.info
            self.variables = {
                "PATH": f"{programs}:{os.environ['PATH']}",
                "PGHOST": info.host,
                "PGPORT": str(info.port),
                "PGUSER": info.user,
                "PGPASSWORD": info.password,
                "PGDATABASE": self.name,
                "MEDIA_ROOT": str(self.media),
            }

    def sql(self, text: str, *values: object) -> list[tuple[object, ...]]:
        with psycopg.connect(self.url, autocommit=True) as link:
            done = link.execute(text, values)  # type: ignore[arg-type]
            return list(done.fetchall()) if done.description else []

    def run(self, script: str, *arguments: Path | str, uid: int = SERVICE, **more: str) -> subprocess.CompletedProcess:
        command = ["sh", str(self.scripts / script), *map(str, arguments)]
        if IS_ROOT and uid:
            command = ["setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups", *command]
        return subprocess.run(command, env=self.variables | more, capture_output=True, text=True, cwd="/", timeout=120)

    def upload(self, name: str, content: bytes) -> None:
        """As the site stores a file: whole, under a name that is used once, readable by the service alone."""
        path = self.media / name
        path.parent.mkdir(mode=0o750, parents=True, exist_ok=True)
        # Never there before it is the service's own: nobody else may hold it by a second name.
        begun = self.media.parent / "begun"
        begun.write_bytes(content)
        begun.chmod(0o640)
        if IS_ROOT:
            os.chown(path.parent, SERVICE, SERVICE)
            os.chown(begun, SERVICE, SERVICE)
        begun.rename(path)

    def files(self) -> dict[str, bytes]:
        found = {path.relative_to(self.media).as_posix(): path for path in self.media.rglob("*") if path.is_file()}
        return {name: path.read_bytes() for name, path in found.items() if not name.startswith(".")}


@pytest.fixture
def folder() -> Iterator[Path]:
    """Not below the folder of pytest, which each run that starts closes to other users."""
    with tempfile.TemporaryDirectory(prefix="network-backup-") as name:
        yield Path(name)


@pytest.fixture
def place(folder: Path, server: Postgres) -> Place:
    place = Place(folder, server)
    place.sql("CREATE TABLE note (text text, file text)")
    place.sql("INSERT INTO note VALUES ('eerst', 'groups/one')")
    place.upload("groups/one", b"een")
    place.upload("photos/twee.webp", b"twee" * 1000)
    return place


def saved(place: Place, **more: str) -> Path:
    target = place.backups / "network-2026-11-28-0315.tar"
    done = place.run("backup.sh", target, **more)
    assert done.returncode == 0, done.stderr
    return target


def wreck(place: Place) -> None:
    place.sql("UPDATE note SET text = 'later'")
    (place.media / "groups" / "one").unlink()
    place.upload("groups/three", b"drie")


@pytest.mark.parametrize("restorer", [SERVICE, 0])
def test_the_site_can_read_what_was_restored_whoever_restored_it(place, restorer):
    before, target = place.files(), saved(place)
    wreck(place)
    done = place.run("restore.sh", target, uid=restorer)
    assert done.returncode == 0, done.stderr
    assert place.sql("SELECT text FROM note") == [("eerst",)]
    assert place.files() == before
    reader = f"cat {place.media}/groups/one {place.media}/photos/twee.webp && touch {place.media}/groups/new"
    command = ["setpriv", f"--reuid={SERVICE}", f"--regid={SERVICE}", "--clear-groups"] if IS_ROOT else []
    assert subprocess.run([*command, "sh", "-c", reader], capture_output=True).returncode == 0
    assert {path.stat().st_uid for path in place.media.rglob("*")} == {SERVICE if IS_ROOT else os.geteuid()}
    assert [path.name for path in place.media.iterdir() if path.name.startswith((".restore", ".backup"))] == []
    assert target.stat().st_mode & 0o077 == 0


def test_it_is_saved_while_people_upload_and_remove(place):
    """Every file that the saved database names is there, however many came and went meanwhile."""
    for number in range(300):
        place.upload(f"groups/old{number}", secrets.token_bytes(2000))
        place.sql("INSERT INTO note VALUES ('oud', %s)", f"groups/old{number}")
    halt = threading.Event()

    def live() -> None:
        number = 0
        while not halt.is_set():
            name = f"groups/new{number}"
            place.upload(name, secrets.token_bytes(3000))
            place.sql("INSERT INTO note VALUES ('nieuw', %s)", name)
            place.sql("DELETE FROM note WHERE file = %s", f"groups/old{number}")
            (place.media / f"groups/old{number}").unlink(missing_ok=True)
            number += 1

    person = threading.Thread(target=live)
    person.start()
    try:
        time.sleep(0.1)
        targets = []
        for number in range(3):
            targets.append(place.backups / f"network-2026-11-2{number}-0315.tar")
            done = place.run("backup.sh", targets[-1])
            assert done.returncode == 0, done.stderr
    finally:
        halt.set()
        person.join()
    for target in targets:
        assert place.run("restore.sh", target).returncode == 0
        files = place.files()
        named = {name for (name,) in place.sql("SELECT file FROM note")}
        assert named
        assert named <= files.keys()


def spoil(target: Path, how: str) -> None:
    with tarfile.open(target) as archive:
        if how == "cut off":
            os.truncate(target, archive.getmembers()[-1].offset)
            return
        member = archive.getmember("media/photos/twee.webp" if how == "one byte of a file" else "database.dump")
        place_of = member.offset_data + member.size // 2
    with target.open("r+b") as stream:
        stream.seek(place_of)
        byte = stream.read(1)
        stream.seek(place_of)
        stream.write(bytes([byte[0] ^ 1]))


@pytest.mark.parametrize("how", ["one byte of a file", "one byte of the database", "cut off"])
def test_a_damaged_back_up_changes_nothing(place, how):
    target = saved(place)
    wreck(place)
    before = place.files()
    spoil(target, how)
    done = place.run("restore.sh", target)
    assert done.returncode != 0
    assert "Nothing was restored" in done.stderr
    assert place.sql("SELECT text FROM note") == [("later",)]
    assert place.files() == before


def test_when_the_database_refuses_the_files_are_put_back_too(place):
    target = saved(place)
    wreck(place)
    before = place.files()
    done = place.run("restore.sh", target, PGOPTIONS="-c default_transaction_read_only=on")
    assert done.returncode != 0
    assert place.sql("SELECT text FROM note") == [("later",)]
    assert place.files() == before


def test_a_restore_that_was_killed_half_way_is_undone_by_the_next(place):
    target = saved(place)
    before = place.files()
    old = place.media / ".restore-old"
    old.mkdir()
    (place.media / "groups").rename(old / "groups")
    (place.media / "photos").rename(old / "photos")
    place.upload("groups/half", b"half")
    if IS_ROOT:
        os.chown(old, SERVICE, SERVICE)
    target.write_bytes(b"not a back-up")
    assert place.run("restore.sh", target).returncode != 0
    assert place.files() == before


def test_what_passes_is_in_no_back_up_and_does_not_come_back(place):
    """Its table comes back empty, so that the site works; a file of it is not there, also one that came meanwhile."""
    place.sql("CREATE TABLE passing_case (text text)")
    place.sql("INSERT INTO passing_case VALUES ('de jongen met de blauwe jas')")
    place.upload("passing/film", b"de jongen met de blauwe jas")
    target = saved(place)
    content = target.read_bytes()
    assert b"blauwe jas" not in content
    with tarfile.open(target) as archive:
        assert not [name for name in archive.getnames() if "passing" in name]
    done = place.run("restore.sh", target)
    assert done.returncode == 0, done.stderr
    assert place.sql("SELECT count(*) FROM passing_case") == [(0,)]
    assert not (place.media / "passing").exists()


def test_what_was_erased_goes_along_beside_the_back_up_and_marks_a_restore(place):
    """What stands in either of the two lists counts: each line once, and the site stays shut until it is done."""
    line = '{{"at": "2026-03-0{0}", "kind": "member", "mark": "{0}"}}\n'
    erasures = place.media / ".erasures"
    erasures.write_text(line.format(1))
    if IS_ROOT:
        os.chown(erasures, SERVICE, SERVICE)
    target = saved(place, BACKUP_COPY=str(place.elsewhere))
    assert (place.backups / "erasures.list").read_text() == line.format(1)
    assert (place.elsewhere / "erasures.list").read_text() == line.format(1)
    erasures.write_text(line.format(1) + line.format(2))
    saved(place)
    erasures.write_text(line.format(3))
    done = place.run("restore.sh", target)
    assert done.returncode == 0, done.stderr
    assert erasures.read_text() == "".join(line.format(number) for number in (1, 2, 3))
    assert (place.media / ".put-back").exists()


def test_it_is_kept_by_a_rule_and_copied_elsewhere(place):
    for name in ("network-2020-01-01-0315.tar", "network-2025-02-03-0315.tar", "mine.tar"):
        (place.backups / name).write_bytes(b"x")
        if IS_ROOT:
            os.chown(place.backups / name, SERVICE, SERVICE)
    done = place.run("backup-daily.sh", "once", BACKUP_FOLDER=str(place.backups), BACKUP_COPY=str(place.elsewhere))
    assert done.returncode == 0, done.stderr
    kept = sorted(path.name for path in place.backups.iterdir())
    assert [kept[0], len(kept)] == ["mine.tar", 2]
    assert (place.elsewhere / kept[1]).read_bytes() == (place.backups / kept[1]).read_bytes()
    assert place.run("backup-daily.sh", "check").returncode == 0
    os.utime(place.media / ".last-backup", (0, time.time() - 40 * 3600))
    assert place.run("backup-daily.sh", "check").returncode != 0
    # What is said to the site in .env holds for the container of the back-up too.
    assert place.run("backup-daily.sh", "check", BACKUP_LATE_HOURS="0").returncode == 0
    assert place.run("backup-daily.sh", "check", BACKUP_LATE_HOURS="48").returncode == 0


def databases(place: Place) -> set[str]:
    return {str(name) for (name,) in place.sql("SELECT datname FROM pg_database")}


def tried(place: Place) -> bool:
    return (place.media / ".last-tried-restore").exists()


def test_the_newest_is_put_back_on_trial_and_what_is_there_stays(place):
    place.sql("CREATE TABLE django_migrations (app text)")
    place.sql("INSERT INTO django_migrations VALUES ('plg')")
    saved(place)
    wreck(place)
    before, files = databases(place), place.files()
    done = place.run("backup-daily.sh", "try", BACKUP_FOLDER=str(place.backups))
    assert done.returncode == 0, done.stderr
    assert tried(place)
    assert (databases(place), place.files()) == (before, files)
    assert place.sql("SELECT text FROM note") == [("later",)]


def test_what_cannot_be_put_back_does_not_count_as_tried(place):
    """Nothing there, a file that is damaged, and one that holds nothing of this platform."""
    folder = str(place.backups)
    none = place.run("backup-daily.sh", "try", BACKUP_FOLDER=folder)
    foreign = saved(place)
    other = place.run("backup-daily.sh", "try", BACKUP_FOLDER=folder)
    spoil(foreign, "one byte of the database")
    damaged = place.run("backup-daily.sh", "try", BACKUP_FOLDER=folder)
    assert [done.returncode != 0 for done in (none, other, damaged)] == [True, True, True]
    assert "no tables" in other.stderr
    assert not tried(place)
    assert not [name for name in databases(place) if name.endswith("_trial")]


def test_a_mirror_of_files_in_s3_has_to_come_by_after_the_database_was_saved(place):
    """Else it lacks what people sent since: waited for, and without one there is no back-up."""
    target = place.backups / "network-2026-11-28-0315.tar"
    place.upload(".mirrored", str(int(time.time()) - 60).encode())
    done = place.run("backup.sh", target, FILES_IN_S3="1", FILES_WAIT="1")
    assert done.returncode != 0
    assert "mirror_files" in done.stderr
    assert not target.exists()
    place.upload("groups/fetched-later", b"later")
    place.upload(".mirrored", str(int(time.time()) + 600).encode())
    assert place.run("backup.sh", target, FILES_IN_S3="1").returncode == 0
    with tarfile.open(target) as archive:
        assert "media/groups/fetched-later" in archive.getnames()
