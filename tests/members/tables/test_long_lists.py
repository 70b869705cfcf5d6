"""A list too long to wait for is made in the background: with the rights of who asked, for them alone, for a week."""

from __future__ import annotations

import csv
import datetime as dt
import threading

import pytest
from django.core.files.storage import default_storage
from django.db import connections, transaction
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members import signals
from knowledge_network.members.people.models import NetworkRole
from knowledge_network.members.tables import actions
from knowledge_network.members.tables.enums import SheetState
from knowledge_network.members.tables.models import PreparedSheet
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.models import Delivery
from tests import factories as f
from tests.pages import Page

pytestmark = pytest.mark.django_db
ALL = {"action": "csv", "everything": "on"}
MEMBERS = "members:manage_members_bulk"


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch):
    monkeypatch.setattr("knowledge_network.members.tables.entrance.LONG", 3)
    monkeypatch.setattr("knowledge_network.kit.tables.AT_ONCE", 2)


@pytest.fixture
def coordinator(client):
    member = f.NetworkRoleFactory(member__last_seen_on=timezone.localdate()).member
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    return member


def ask(client, **sent):
    """The page that says how far the list is."""
    return client.post(reverse(MEMBERS), ALL | sent)["Location"]


def detail(sheet):
    return reverse("members:sheet_detail", args=[sheet.public_id])


def fetch(client, sheet):
    """What the address of the file answers, read to the end."""
    response = client.get(reverse("members:sheet_fetch", args=[sheet.public_id]))
    response.body = b"".join(response.streaming_content) if response.streaming else response.content
    return response


def test_a_short_list_is_made_at_once(client, coordinator):
    response = client.post(reverse(MEMBERS), ALL)
    assert response.status_code == 200
    assert not PreparedSheet.objects.exists()


def test_a_long_list_is_made_in_the_background_whole_and_its_asker_is_told(client, coordinator):
    people = f.MemberFactory.create_batch(6)
    address = ask(client)
    assert "op de achtergrond" in Page(client.get(address)).one("main").words
    assert ask(client) == address, "asking twice is asking once"
    sheet = PreparedSheet.objects.get()
    assert fetch(client, sheet).status_code == 404
    assert (actions.make_sheets(), actions.make_sheets()) == (1, 0)
    sheet.refresh_from_db()
    assert sheet.state == SheetState.READY
    assert detail(sheet) in Delivery.objects.get(kind="members.sheet").text
    rung = Notice.objects.get(member=coordinator)
    assert (rung.kind, rung.url, rung.params["file"]) == ("members.sheet_ready", address, sheet.name)
    assert "is klaar" in Page(client.get(address)).one("main").words
    response = fetch(client, sheet)
    assert "no-store" in response["Cache-Control"]
    assert sheet.name in response["Content-Disposition"]
    rows = list(csv.reader(response.body.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert len(rows) == 1 + len(people) + 1
    verbs = AuditEvent.objects.filter(actor=coordinator).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["members.list_exported", "members.sheet_taken"]
    assert AuditEvent.objects.get(verb="members.list_exported").data["count"] == 7


def test_what_the_filter_left_out_and_the_order_of_the_page_are_kept(client, coordinator):
    for name in ("Appel", "Banaan", "Citroen", "Druif"):
        f.MemberFactory(family_name=f"Zoek{name}")
    ask(client, query="q=Zoek&sorteer=-naam")
    actions.make_sheets()
    text = fetch(client, PreparedSheet.objects.get()).body.decode()
    found = [name for line in text.splitlines() for name in ("Appel", "Banaan", "Citroen", "Druif") if name in line]
    assert found == ["Druif", "Citroen", "Banaan", "Appel"]
    assert coordinator.family_name not in text


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("members:manage_members_bulk", f.MemberFactory),
        ("members:signups_bulk", f.SignupRequestFactory),
        ("plg:manage_meetings_bulk", f.MeetingFactory),
        ("plg:manage_bulk", f.GroupFactory),
        ("plg:join_requests_bulk", f.JoinRequestFactory),
        ("expertise:products_bulk", f.KnowledgeProductFactory),
        ("expertise:help_board_bulk", f.HelpRequestFactory),
    ],
)
def test_every_desk_gives_its_long_list_so(client, coordinator, name, make, extension):
    make.create_batch(5)
    sent = client.post(reverse(name), {"action": extension, "everything": "on", "query": "wanneer=alles&stand=alle"})
    assert sent.status_code == 302, name
    assert actions.make_sheets() == 1
    sheet = PreparedSheet.objects.get()
    assert sheet.state == SheetState.READY
    assert sheet.name.endswith(extension)
    assert fetch(client, sheet).status_code == 200


def test_rights_are_asked_again_when_it_is_made(client, coordinator):
    f.MemberFactory.create_batch(4)
    address = ask(client)
    NetworkRole.objects.filter(member=coordinator).delete()
    actions.make_sheets()
    assert PreparedSheet.objects.get().state == SheetState.REFUSED
    assert "niet meer" in Page(client.get(address)).one("main").words
    assert not AuditEvent.objects.filter(verb="members.list_exported").exists()
    assert not Delivery.objects.filter(kind="members.sheet").exists()
    assert not Notice.objects.exists()


def test_rights_are_asked_again_each_time_it_is_fetched_and_nobody_else_finds_it(client, coordinator):
    f.MemberFactory.create_batch(4)
    address = ask(client)
    actions.make_sheets()
    sheet = PreparedSheet.objects.get()
    other = f.NetworkRoleFactory(member__last_seen_on=timezone.localdate()).member
    client.force_login(other, backend="knowledge_network.members.accounts.backends.MemberBackend")
    assert client.get(address).status_code == fetch(client, sheet).status_code == 404
    client.force_login(coordinator, backend="knowledge_network.members.accounts.backends.MemberBackend")
    assert fetch(client, sheet).status_code == 200
    NetworkRole.objects.filter(member=coordinator).delete()
    assert fetch(client, sheet).status_code == 403


def test_who_is_away_gets_no_list(client, coordinator):
    f.MemberFactory.create_batch(4)
    ask(client)
    type(coordinator).objects.filter(pk=coordinator.pk).update(suspended_at=timezone.now())
    actions.make_sheets()
    assert PreparedSheet.objects.get().state == SheetState.REFUSED


def test_what_goes_wrong_is_said_and_keeps_no_other_list_waiting(client, coordinator, monkeypatch):
    f.MemberFactory.create_batch(4)
    address = ask(client)
    ask(client, query="sorteer=-naam")

    def fail(sheet, response):
        raise RuntimeError

    monkeypatch.setattr(actions, "_store", fail)
    assert actions.make_sheets() == 2
    assert set(PreparedSheet.objects.values_list("state", flat=True)) == {SheetState.FAILED}
    rung = Notice.objects.filter(member=coordinator).values_list("kind", "url")
    assert sorted(rung) == sorted(("members.sheet_failed", detail(one)) for one in PreparedSheet.objects.all())
    assert "kon niet" in Page(client.get(address)).one("main").words
    assert not AuditEvent.objects.filter(verb="members.list_exported").exists()


def test_after_a_week_it_is_gone(client, coordinator):
    f.MemberFactory.create_batch(4)
    ask(client)
    actions.make_sheets()
    sheet = PreparedSheet.objects.get()
    assert default_storage.exists(sheet.file.name)
    assert actions.forget_sheets(now=timezone.now() + dt.timedelta(days=6)) == 0
    PreparedSheet.objects.update(made_at=timezone.now() - dt.timedelta(days=8))
    assert fetch(client, sheet).status_code == 404
    assert actions.forget_sheets() == 1
    assert not default_storage.exists(sheet.file.name)
    assert not PreparedSheet.objects.exists()
    assert AuditEvent.objects.filter(verb="members.list_exported").exists()


# At once ----------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_second_worker_leaves_the_list_that_is_being_made_to_the_first(client, coordinator, monkeypatch):
    f.MemberFactory.create_batch(4)
    monkeypatch.setattr(signals.sheet_asked, "send", lambda **_sent: None)
    ask(client)
    making, may_go_on = threading.Event(), threading.Event()
    store, made = actions._store, []

    def store_slowly(sheet, response):
        making.set()
        assert may_go_on.wait(20)
        store(sheet, response)

    def work():
        try:
            made.append(actions.make_sheets())
        finally:
            connections.close_all()

    monkeypatch.setattr(actions, "_store", store_slowly)
    first = threading.Thread(target=work)
    first.start()
    assert making.wait(20)
    assert actions.make_sheets() == 0
    may_go_on.set()
    first.join()
    assert made == [1]
    assert PreparedSheet.objects.get().state == SheetState.READY
    assert Notice.objects.filter(kind="members.sheet_ready").count() == 1
    assert Delivery.objects.filter(kind="members.sheet").count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_asks_twice_at_once_asked_once(coordinator, monkeypatch):
    monkeypatch.setattr(signals.sheet_asked, "send", lambda **_sent: None)
    found = []

    def ask_too():
        try:
            found.append(actions.ask_sheet(by=coordinator, path=reverse(MEMBERS), query="action=csv"))
        finally:
            connections.close_all()

    second = threading.Thread(target=ask_too)
    with transaction.atomic():
        first = actions.ask_sheet(by=coordinator, path=reverse(MEMBERS), query="action=csv")
        second.start()
        second.join(1)
        assert second.is_alive(), "it waits for the first"
    second.join()
    assert found == [first]
    assert PreparedSheet.objects.count() == 1
