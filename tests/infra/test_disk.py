"""A disk that is full or closed: said in plain words on the field, nothing half-written, and nothing typed is lost."""

from __future__ import annotations

import errno
import io
import json
import os
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge_network.dashboards.receivers import watch_backup
from knowledge_network.kit import health, storage, trouble
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.models import Notice
from plg.space.models import GroupFile
from tests import factories as f
from tests.plg.space.helpers import inside

__all__ = ["inside"]
pytestmark = pytest.mark.django_db
TEXT = "Werkblad met zes vergelijkingen, groep 7"


def full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=1024))


def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage.os, "statvfs", lambda _folder: SimpleNamespace(f_flag=os.ST_RDONLY))


@pytest.mark.parametrize("disk", [full, closed])
def test_a_disk_that_takes_no_files_is_told_on_the_field_with_the_text_kept(inside, monkeypatch, disk):
    disk(monkeypatch)
    client = inside.client("member")
    upload = SimpleUploadedFile("lijst.txt", b"een lijst")
    response = client.post(inside.url("file_add"), {"uploads": [upload], "description": TEXT})
    assert response.status_code in (200, 422)
    assert "Op dit moment kunnen we geen bestanden bewaren" in response.text
    assert TEXT in response.text
    assert not GroupFile.objects.exists()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EDQUOT])
def test_of_a_file_that_did_not_fit_nothing_stays_behind(number, monkeypatch):
    class Full(io.BytesIO):
        def read(self, size=-1):
            if self.tell() > 100_000:
                raise OSError(number, "no room")
            return super().read(70_000)

    def chunks(self, chunk_size=None):
        while data := self.file.read(70_000):
            yield data

    monkeypatch.setattr(ContentFile, "chunks", chunks)
    content = ContentFile(b"")
    content.file = Full(b"x" * 300_000)
    with pytest.raises(storage.DiskRefusedError):
        default_storage.save("groups/too-big", content)
    left = [path.name for path in (Path(settings.MEDIA_ROOT) / "groups").glob("too-big*")]
    assert left == []


def test_the_health_page_says_that_the_disk_is_full(client, monkeypatch):
    full(monkeypatch)
    answer = client.get(reverse("readyz"))
    said = json.loads(answer.content)
    assert (answer.status_code, said["status"], said["uploads"]) == (200, "degraded", "full: no files can be kept")


def raising(error: Exception, monkeypatch: pytest.MonkeyPatch) -> Client:
    def away(_request, *_args, **_kwargs):
        raise error

    monkeypatch.setattr("knowledge_network.dashboards.contact.render_page", away)
    return Client(raise_request_exception=False)


def of_postgresql(state: str | None) -> OperationalError:
    error = OperationalError("away")
    error.__cause__ = SimpleCause(state)
    return error


class SimpleCause(Exception):  # noqa: N818
    def __init__(self, state: str | None) -> None:
        self.sqlstate = state


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (of_postgresql("53100"), 507, "even niets bewaren"),
        (of_postgresql("25006"), 507, "even niets bewaren"),
        (OSError(errno.ENOSPC, "full"), 507, "even niets bewaren"),
        (of_postgresql(None), 503, "even bezig"),
        (of_postgresql("57014"), 503, "even bezig"),
        (RuntimeError("a fault of ours"), 500, "ging iets mis"),
    ],
)
def test_trouble_of_the_machine_is_told_apart_from_a_fault_of_the_site(error, status, words, monkeypatch):
    monkeypatch.setattr(trouble, "_no_room_at", float("-inf"))
    response = raising(error, monkeypatch).get(reverse("dashboards:contact"))
    assert response.status_code == status
    assert words in response.text
    assert trouble.had_no_room() == (status == 507)
    assert ("Retry-After" in response) == (status == 503)


@pytest.mark.parametrize(("hours", "told"), [(None, 1), (40, 1), (30, 0)])
def test_a_back_up_that_is_late_is_told_once_a_day_to_who_runs_the_network(settings, tmp_path, hours, told):
    settings.MEDIA_ROOT, settings.BACKUP_LATE_HOURS = tmp_path, 36
    coordinator = f.NetworkRoleFactory().member
    now = timezone.now()
    Member.objects.update(joined_at=now - timezone.timedelta(hours=37))
    if hours is not None:
        last = now - timezone.timedelta(hours=hours)
        (tmp_path / ".last-backup").write_text(f"{last:%Y-%m-%dT%H:%M:%SZ}\n")
    assert health.backup_state(now).startswith("late") == bool(told)
    for _ in range(2):
        watch_backup(now)
    assert Notice.objects.filter(member=coordinator, kind="network.backup_late").count() == told


def test_a_network_of_today_is_not_told_that_it_has_no_back_up_yet(settings, tmp_path):
    settings.MEDIA_ROOT, settings.BACKUP_LATE_HOURS = tmp_path, 36
    f.NetworkRoleFactory()
    assert watch_backup(timezone.now()) == 0
    assert watch_backup(timezone.now() + timezone.timedelta(hours=37)) == 1
