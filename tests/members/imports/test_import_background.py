"""Imports that a worker carries out: how far they are, how they are stopped, and who hears that they are ready."""

from __future__ import annotations

import io
import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook

from knowledge_network.members.imports import people, progress, receivers, runs
from knowledge_network.members.imports.enums import ImportState
from knowledge_network.members.imports.models import ImportRun, ImportStop
from knowledge_network.members.organisations.actions import take_part
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from tests.factories import ImportRunFactory, NetworkRoleFactory, SiteFactory

HEAD = "e-mail;naam;functie\n"
LETTERS = "abcdefghij"


@pytest.fixture
def coordinator(db):
    return NetworkRoleFactory().member


@pytest.fixture
def school(db):
    site = SiteFactory()
    take_part(organisation=site.school.board, by=None)
    return site


def many(count: int) -> str:
    """That many people whose names are not alike."""
    names = ("".join(LETTERS[int(digit)] for digit in f"{n:04d}") for n in range(count))
    return HEAD + "".join(f"lid.{name}@example.org;Fenna{name} Q{name}stra;leraar\n" for name in names)


def offer(text: str, by: Member, school, **how) -> ImportRun:
    options = {"method": "account", "function": "teacher", "organisation": school.pk, "day": "2026-08-01"}
    how = {"now": False, "name": "leden.csv"} | how
    return runs.offer_list(kind="members", by=by, content=text.encode(), options=options, **how)


def imported() -> int:
    return Member.objects.filter(email__startswith="lid.").count()


def worked(run: ImportRun) -> ImportRun:
    assert runs.work() == 1
    run.refresh_from_db()
    return run


# How far ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, ""),
        (0.4, "nog een paar seconden"),
        (11, "nog ongeveer 20 seconden"),
        (50, "nog ongeveer 50 seconden"),
        (51, "nog ongeveer 1 minuut"),
        (61, "nog ongeveer 2 minuten"),
        (3600, "nog ongeveer 60 minuten"),
    ],
)
def test_what_is_left_is_said_in_round_figures(seconds, text):
    with translation.override("nl"):
        assert progress.time_left(seconds) == text


def test_time_left_follows_from_the_pace_so_far_but_not_from_its_first_moments():
    assert progress._progress(100, 500, passed=10) == (100, 500, 40.0)
    assert progress._progress(100, 500, passed=1.5).seconds_left is None
    assert progress._progress(0, 500, passed=10).seconds_left is None
    assert progress._progress(500, 0, passed=10) == (500, 500, None)


def sheet(rows: int) -> bytes:
    book = Workbook()
    for number in range(rows + 1):
        book.active.append([f"a{number}", "b", "c"])
    memory = io.BytesIO()
    book.save(memory)
    return memory.getvalue()


@pytest.mark.parametrize(
    ("content", "rows"),
    [(b"", 0), (HEAD.encode(), 0), (many(30).encode(), 30), (sheet(30), 30), (b"PK\x03\x04 no archive", 0)],
    ids=["nothing", "head", "text", "workbook", "broken"],
)
def test_a_file_says_about_how_long_it_is(content, rows):
    assert progress.expected_rows(io.BytesIO(content)) == rows


def test_the_work_tells_how_far_it_is_while_it_goes_on(coordinator, school, monkeypatch):
    monkeypatch.setattr(progress, "BEAT", 0.0)
    told = []
    monkeypatch.setattr(progress.cache, "set", lambda _key, value, _time: told.append(value[:2]))
    worked(offer(many(30), coordinator, school))
    assert told == [(done, 30) for done in range(30)]


def test_the_page_shows_rows_time_left_and_a_way_to_stop(client, coordinator):
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    run = ImportRunFactory(state="applying")
    progress.cache.set(f"import-progress:{run.public_id}", (250, 1000, 25.0))
    page = client.get(reverse("members:import_detail", args=[run.public_id])).content.decode()
    assert '<progress max="1000" value="250"' in page
    assert "nog ongeveer 30 seconden" in page
    assert reverse("members:import_stop", args=[run.public_id]) in page
    ImportStop.objects.create(run=run)
    page = client.get(reverse("members:import_detail", args=[run.public_id])).content.decode()
    assert reverse("members:import_stop", args=[run.public_id]) not in page


# Stopping --------------------------------------------------------------------------------------


def test_a_list_that_waits_is_thrown_away_with_its_file(
    client, coordinator, school, django_capture_on_commit_callbacks
):
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    run = offer(many(3), coordinator, school)
    storage, name = run.file.storage, run.file.name
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(reverse("members:import_stop", args=[run.public_id]))
    assert response.url == reverse("members:import_list")
    run.refresh_from_db()
    assert (run.state, bool(run.file), storage.exists(name)) == ("discarded", False, False)
    assert runs.work() == 0
    assert client.get(reverse("members:import_detail", args=[run.public_id])).status_code == 200
    assert AuditEvent.objects.get(verb="members.import_stopped").actor == coordinator


def test_stopping_before_a_worker_comes_leaves_what_was_looked_at(coordinator, school):
    run = worked(offer(many(3), coordinator, school))
    runs.apply_import(run=run, by=coordinator, now=False)
    assert runs.stop_import(run=run, by=coordinator).state == "planned"
    assert runs.work() == 0
    run = runs.apply_import(run=run, by=coordinator, now=True)
    assert (run.state, imported()) == ("applied", 3)


def test_a_list_that_is_looked_at_again_keeps_its_corrections_when_that_is_stopped(coordinator, school):
    run = worked(offer(HEAD + "fout;Fenna Stra;leraar\n", coordinator, school))
    values = {**run.rows.get().values["row"], "email": "lid.goed@example.org"}
    people.correct_row(run=run, number=2, values=values, by=coordinator)
    ImportRun.objects.update(state="waiting")
    assert runs.stop_import(run=run, by=coordinator).state == "planned"
    assert run.rows.get().key == "lid.goed@example.org"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("step", ["look", "apply", "undo"])
def test_a_worker_stops_half_way_and_leaves_nothing_half_done(coordinator, school, monkeypatch, step):
    """Another connection asks it while the worker has the run locked, as a web process would."""
    monkeypatch.setattr(progress, "BEAT", 0.0)
    monkeypatch.setattr(receivers.work_on_imports, "delay", lambda: None)
    run = offer(many(700), coordinator, school, now=step != "look")
    before = {"look": "discarded", "apply": "planned", "undo": "applied"}[step]
    if step == "apply":
        run = runs.apply_import(run=run, by=coordinator, now=False)
    if step == "undo":
        run = runs.apply_import(run=run, by=coordinator, now=True)
        run = runs.undo_import(run=run, by=coordinator, now=False)
    asked_at = _stop_from_outside_at(300, run, coordinator, monkeypatch)
    worked(run)
    assert asked_at == [300]
    assert (run.state, run.problem) == (before, "")
    assert imported() == (700 if step == "undo" else 0)
    assert run.rows.count() == (0 if step == "look" else 700)
    assert not ImportStop.objects.exists()
    assert not Notice.objects.exists()
    assert progress.read_progress(run) == (0, 0, None)
    assert AuditEvent.objects.get(verb="members.import_stopped").actor == coordinator
    assert runs.work() == 0


def _stop_from_outside_at(row: int, run: ImportRun, by: Member, monkeypatch) -> list[int]:
    asked_at: list[int] = []
    compute = progress._progress

    def ask() -> None:
        try:
            assert runs.stop_import(run=run, by=by).state in ImportState.AT_WORK
            asked_at.append(row)
        finally:
            connections.close_all()

    def compute_and_ask(done: int, *others):
        if done == row:
            thread = threading.Thread(target=ask)
            thread.start()
            thread.join(10)
        return compute(done, *others)

    monkeypatch.setattr(progress, "_progress", compute_and_ask)
    return asked_at


def test_a_wish_that_came_too_late_does_not_stop_the_next_step(coordinator, school):
    run = worked(offer(many(3), coordinator, school))
    ImportStop.objects.create(run=run, asked_by=coordinator)
    runs.apply_import(run=run, by=coordinator, now=False)
    assert worked(run).state == "applied"


def test_stopping_what_is_done_changes_nothing(client, coordinator, school):
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    run = runs.apply_import(run=offer(many(3), coordinator, school, now=True), by=coordinator, now=True)
    client.post(reverse("members:import_stop", args=[run.public_id]))
    run.refresh_from_db()
    assert (run.state, imported()) == ("applied", 3)
    assert not AuditEvent.objects.filter(verb="members.import_stopped").exists()


# Hearing of it ---------------------------------------------------------------------------------


def test_who_asked_hears_of_each_step_that_a_worker_did(coordinator, school):
    run = worked(offer(many(3), coordinator, school))
    colleague = NetworkRoleFactory().member
    runs.apply_import(run=run, by=colleague, now=False)
    worked(run)
    runs.undo_import(run=run, by=colleague, now=False)
    worked(run)
    told = list(Notice.objects.order_by("pk").values_list("member", "kind"))
    assert told == [
        (coordinator.pk, "members.import_looked"),
        (colleague.pk, "members.import_applied"),
        (colleague.pk, "members.import_undone"),
    ]
    assert set(Notice.objects.values_list("url", flat=True)) == {reverse("members:import_detail", args=[run.public_id])}


def test_who_asked_hears_that_it_failed_and_why(client, coordinator, school):
    run = worked(offer("naam;adres\nA B;c\n", coordinator, school))
    assert run.state == "failed"
    notice = Notice.objects.get()
    assert (notice.member, notice.kind, notice.params["problem"]) == (coordinator, "members.import_failed", run.problem)
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    page = client.get(reverse("notifications:notice_list")).content.decode()
    assert "leden.csv" in page
    assert "Deze kolommen ontbreken" in page


def test_a_list_that_is_given_up_is_told_too(coordinator, school):
    run = offer(many(3), coordinator, school)
    ImportRun.objects.update(options={**run.options, "attempts": runs.MAX_ATTEMPTS})
    assert runs.work() == 0
    assert Notice.objects.get().kind == "members.import_failed"


def test_a_list_that_is_done_at_once_needs_no_notice(coordinator, school):
    runs.apply_import(run=offer(many(3), coordinator, school, now=True), by=coordinator, now=True)
    assert imported() == 3
    assert not Notice.objects.exists()


@pytest.mark.slow
@pytest.mark.drill(name="imports")
@pytest.mark.parametrize("people", [pytest.param(700, marks=pytest.mark.in_suite), 5_000])
def test_thousands_of_people_from_the_page_to_the_undo(client, coordinator, school, people, monkeypatch):
    monkeypatch.setattr(runs, "SHORT_FILE", 1_000)  # some hundreds are too many to wait for, too
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    file = SimpleUploadedFile("leden.csv", many(people).encode())
    data = {"file": file, "method": "account", "function": "teacher", "organisation": school.slug}
    response = client.post(reverse("members:import_members"), data)
    assert response.status_code == 302, response.context["form"].errors
    run = ImportRun.objects.get()
    assert run.state == "waiting"
    assert worked(run).counts["new"] == people, run.rows.exclude(outcome="new").values_list("reason", flat=True)[:3]
    client.post(reverse("members:import_apply", args=[run.public_id]))
    assert worked(run).state == "applied"
    assert imported() == people
    client.post(reverse("members:import_undo", args=[run.public_id]))
    assert worked(run).state == "undone"
    assert imported() == 0
