"""The table of sent mail: found by subject, kind and receiver, held and let go, and every kind by its name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override

from knowledge_network.members.people.actions.messages import write_to_many
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications import outbox
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from knowledge_network.notifications.outbox.wording import kind_label
from plg.meetings.actions.answers import remind_unanswered
from plg.meetings.models import MeetingInvitation
from tests import factories as f

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[3]
PARTS = ("knowledge_network", "plg", "expertise", "lesson_study")
KIND = re.compile(r"\bkind=\"([a-z_]+\.[a-z_]+)\"")
URL = "/beheer/verzonden/"


@pytest.fixture
def coordinator(client):
    member = f.NetworkRoleFactory().member
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    return member


def planned(key, **fields) -> Delivery:
    fields = {"kind": "members.test_mail", "address": f"{key}@example.org", "text": "Dag", **fields}
    return Delivery.objects.create(key=key, **fields)


def keys(response) -> list[str]:
    return [delivery.key for delivery in response.context["table"].rows]


def bulk(client, action, *mails, **more):
    ids = [str(mail.public_id) for mail in mails]
    return client.post(reverse("notifications:deliveries_bulk"), {"action": action, "ids": ids, **more})


def test_mail_is_found_by_subject_kind_and_receiver(client, coordinator):
    member = f.MemberFactory(given_name="Noor", family_name="Bakker")
    planned("subject", subject="De studiedag van maart")
    planned("kind", kind="members.invitation")
    planned("receiver", member=member)
    with override("nl"):
        assert keys(client.get(URL, {"q": "studiedag"})) == ["subject"]
        assert keys(client.get(URL, {"q": "uitnodiging voor het netwerk"})) == ["kind"]
        assert keys(client.get(URL, {"q": "noor bakker"})) == ["receiver"]
        assert keys(client.get(URL, {"q": "receiver@ex"})) == ["receiver"]
        assert keys(client.get(URL, {"q": "niets daarvan"})) == []


def test_reminders_are_found_and_so_is_what_i_brought_about(client, coordinator):
    meeting = f.MeetingFactory()
    silent = f.MemberFactory()
    MeetingInvitation.objects.create(meeting=meeting, member=silent)
    remind_unanswered(meetings=[meeting], by=coordinator)
    notice = Notice.objects.get(member=silent)
    day = planned("of the day", member=silent, kind="notifications.bundle", params={"notices": [notice.key]})
    planned("of another day", member=silent, kind="notifications.bundle", params={"notices": ["other"]})
    write_to_many(members=[silent], by=coordinator, subject="Dag", text="Hallo", key="abc")
    planned("of others")
    with override("nl"):
        words = kind_label(notice.kind)
    assert keys(client.get(URL, {"q": words})) == [day.key]
    mine = keys(client.get(URL, {"van_mij": "on"}))
    assert set(mine) == {day.key, Delivery.objects.get(kind="members.message").key}
    client.force_login(f.NetworkRoleFactory().member)
    assert keys(client.get(URL, {"van_mij": "on"})) == []


def test_mail_is_held_back_and_let_go_after_a_look(client, coordinator):
    waits, gone = planned("waits"), planned("gone", state=DeliveryState.SENT)
    look = bulk(client, "hold", waits, gone).context["look"]
    assert len(look.names) == len(look.skipped) == 1
    waits.refresh_from_db()
    assert waits.state == DeliveryState.PLANNED
    bulk(client, "hold", waits, gone, confirmed="1")
    waits.refresh_from_db()
    assert (waits.state, waits.reason) == (DeliveryState.HELD, "held back by a coordinator")
    assert client.get(URL).context["held"] == []
    client.post(reverse("notifications:deliveries_release"))
    waits.refresh_from_db()
    assert (waits.state, waits.reason) == (DeliveryState.PLANNED, "")


def test_mail_to_log_in_with_is_never_held(coordinator):
    login = planned("login", kind="account.login_code")
    assert outbox.hold_mails(public_ids=[str(login.public_id)], by=coordinator) == []


def test_the_sheet_holds_what_the_filter_shows_in_its_order_and_stands_in_the_logbook(client, coordinator):
    for number, subject in enumerate(("Studiedag b", "Studiedag a", "Iets anders")):
        planned(f"m{number}", subject=subject)
    query = "q=studiedag&sorteer=onderwerp"
    shown = [mail.subject for mail in client.get(f"{URL}?{query}").context["table"].rows]
    answer = bulk(client, "csv", everything="on", query=query)
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()[1:]
    assert [line.split(";")[0] for line in lines] == shown == ["Studiedag a", "Studiedag b"]
    told = AuditEvent.objects.get(verb="notifications.mails_exported")
    assert (told.actor, told.data["count"]) == (coordinator, 2)


def test_what_is_no_key_of_a_mail_is_passed_over(client, coordinator):
    assert bulk(client, "hold").status_code == 302
    answer = client.post(reverse("notifications:deliveries_bulk"), {"action": "hold", "ids": ["onzin", "1"]})
    assert answer.context["look"].names == []


def test_every_kind_of_mail_in_the_source_has_a_name():
    found = {kind for part in PARTS for file in (ROOT / part).rglob("*.py") for kind in KIND.findall(file.read_text())}
    assert len(found) > 15
    assert [kind for kind in sorted(found) if kind_label(kind) == kind] == []
