"""The page of health says of each part how it is and what to do, and never more than it knows."""

from __future__ import annotations

import datetime as dt

import pytest
from celery import current_app
from django.urls import reverse
from django.utils import timezone

from knowledge_network.dashboards import health
from knowledge_network.dashboards.enums import Condition
from knowledge_network.kit.health import LAST_BACKUP, LAST_TRIED_RESTORE
from knowledge_network.members.imports.enums import ImportState
from knowledge_network.members.imports.models import ImportRun
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.notifications.jobs.actions import note_failure, note_success
from knowledge_network.notifications.jobs.enums import JobName
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from tests.factories import NetworkRoleFactory
from tests.pages import Page

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 11, 10, 9, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"


@pytest.fixture
def administrator(client):
    member = NetworkRoleFactory(role=NetworkRoleKind.PLATFORM_ADMIN, member__last_seen_on=timezone.localdate()).member
    client.force_login(member, backend=BACKEND)
    return member


@pytest.fixture
def uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.BACKUP_LATE_HOURS = 36
    return tmp_path


def leave(folder, name: str, moment: dt.datetime) -> None:
    (folder / name).write_text(moment.isoformat())


@pytest.mark.parametrize(
    ("last", "waiting", "condition", "word"),
    [
        (None, 0, Condition.LOOK, "Start de worker"),
        (NOW - dt.timedelta(minutes=2), 0, Condition.WORKS, ""),
        (NOW - HOUR, 40, Condition.BROKEN, "worker opnieuw"),
        (NOW - HOUR, 0, Condition.BROKEN, "(beat) opnieuw"),
        (NOW - HOUR, None, Condition.BROKEN, "de wachtrij is weg"),
    ],
)
def test_the_worker_and_the_clock_are_told_apart(monkeypatch, last, waiting, condition, word):
    monkeypatch.setattr(current_app.conf, "task_always_eager", False)
    if last:
        note_success(JobName.DELIVER_MAIL, now=last)
    part = health.inspect_worker(waiting, NOW)
    assert part.condition == condition
    assert word in part.summary


@pytest.mark.parametrize(
    ("saved", "tried", "condition"),
    [
        (None, None, Condition.BROKEN),
        (NOW - 40 * HOUR, NOW - HOUR, Condition.BROKEN),
        (NOW - HOUR, None, Condition.LOOK),
        (NOW - HOUR, NOW - dt.timedelta(days=41), Condition.LOOK),
        (NOW - HOUR, NOW - dt.timedelta(days=6), Condition.WORKS),
    ],
)
def test_a_back_up_counts_when_it_is_recent_and_was_put_back_on_trial(uploads, saved, tried, condition):
    for name, moment in ((LAST_BACKUP, saved), (LAST_TRIED_RESTORE, tried)):
        if moment:
            leave(uploads, name, moment)
    assert health.inspect_backup(NOW).condition == condition


def test_a_back_up_that_nobody_watches_over_is_no_good_news(settings):
    settings.BACKUP_LATE_HOURS = 0
    assert health.inspect_backup(NOW).condition == Condition.LOOK


@pytest.mark.parametrize(
    ("fields", "condition"),
    [
        ({"due_at": NOW - dt.timedelta(minutes=16)}, Condition.BROKEN),
        ({"due_at": NOW - dt.timedelta(minutes=1)}, Condition.WORKS),
        ({"state": DeliveryState.FAILED, "reason": "weg"}, Condition.LOOK),
        ({"state": DeliveryState.HELD, "due_at": NOW - HOUR, "reason": "veel"}, Condition.LOOK),
    ],
)
def test_mail_that_waits_too_long_is_seen(fields, condition):
    Delivery.objects.create(key="een", kind="test", address="anna@example.org", **fields)
    assert health.inspect_mail(NOW).condition == condition


def test_a_list_that_no_worker_takes_up_is_seen():
    asked = {"kind": "members", "state": ImportState.WAITING, "file_name": "leden.csv"}
    ImportRun.objects.create(created_at=NOW, **asked)
    assert health.inspect_imports(NOW).condition == Condition.WORKS
    ImportRun.objects.create(created_at=NOW - HOUR, **asked)
    assert health.inspect_imports(NOW).condition == Condition.BROKEN


@pytest.mark.parametrize(
    ("waiting", "condition"), [(None, Condition.BROKEN), (3, Condition.WORKS), (51, Condition.LOOK)]
)
def test_a_queue_that_piles_up_is_seen(waiting, condition):
    assert health.inspect_queue(waiting).condition == condition


def test_a_queue_that_is_away_has_no_length(settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert health.measure_queue() is None


def test_a_disk_without_room_is_seen(monkeypatch, uploads):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda folder: health.shutil._ntuple_diskusage(100, 95, 5))
    assert health.inspect_files().condition == Condition.BROKEN
    monkeypatch.setattr(health, "disk_state", lambda: health.DISK_OK)
    assert health.inspect_files().condition == Condition.LOOK


@pytest.mark.parametrize("failed", [1, 3])
def test_the_page_shows_what_fails_with_a_button_that_asks_again(
    client, administrator, uploads, failed, django_assert_num_queries
):
    names = [JobName.REBUILD_INDEX, JobName.ERASE_DUE, JobName.MAKE_COPIES][:failed]
    for name in names:
        note_failure(name, ValueError("geheim"))
    note_failure("plan:reminders", ValueError("geheim"))
    client.get(reverse("dashboards:health"))
    with django_assert_num_queries(8):
        page = Page(client.get(reverse("dashboards:health")))
    assert "geheim" not in page
    assert len(page.all("tbody .state.bad")) == failed
    assert {form["value"] for form in page.all("tbody input[name='job']")} == set(JobName.values)
    assert page.one("section.notice").words.startswith("Plannen die mislukken")


def test_a_job_is_asked_for_from_the_page(client, administrator, monkeypatch):
    asked = []
    monkeypatch.setattr(
        "knowledge_network.dashboards.views.health.run_job", lambda name, by: asked.append((name, by.pk))
    )
    answer = client.post(reverse("dashboards:job_run"), {"job": JobName.REBUILD_INDEX}, follow=True)
    assert asked == [(JobName.REBUILD_INDEX, administrator.pk)]
    assert "Zoekindex herstellen" in Page(answer)


def test_a_job_that_does_not_exist_is_refused_in_words(client, administrator):
    assert "Deze taak bestaat niet" in Page(
        client.post(reverse("dashboards:job_run"), {"job": "groups.erase_everything"}, follow=True)
    )
