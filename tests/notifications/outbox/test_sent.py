"""«Verzonden»: who runs the network sees what was mailed and why not, and decides on what is held."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import override

from knowledge_network.notifications import outbox
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.notices import MAIL_HELD
from knowledge_network.notifications.outbox import holding, plan_mails
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import AddressTrouble, Delivery
from knowledge_network.notifications.outbox.wording import REASONS, kind_label, reason_label
from tests.factories import MemberFactory, NetworkRoleFactory


@pytest.fixture
def coordinator(db):
    member = MemberFactory()
    NetworkRoleFactory(member=member, role="network_coordinator")
    return member


@pytest.fixture
def at_desk(client, coordinator):
    client.force_login(coordinator)
    return client


@pytest.fixture
def flood(monkeypatch):
    """A run that plans more than it may: three mails where two are many."""
    monkeypatch.setattr(holding, "NEVER_HELD", 2)
    monkeypatch.setattr(holding, "derive_limit", lambda kind, *, besides: 2)

    def plan(batch="run:1", kind="test.flood"):
        plan_mails(
            Delivery(key=f"{batch}:{n}", kind=kind, address=f"lid{n}@example.org", text="Dag", batch=batch)
            for n in range(3)
        )

    return plan


def planned(key, **fields):
    return Delivery.objects.create(key=key, kind="test", address=f"{key}@example.org", text="Dag", **fields)


@pytest.mark.django_db
def test_the_list_can_show_one_run(at_desk):
    planned("one", batch="run:1")
    planned("two", batch="run:2")
    page = at_desk.get(reverse("notifications:delivery_list"), {"reeks": "run:1"}).content.decode()
    assert "one@example.org" in page
    assert "two@example.org" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_few_and_many(at_desk, django_assert_num_queries, count):
    for number in range(count):
        planned(f"k{number}", member=MemberFactory())
        AddressTrouble.objects.create(address=f"x{number}@example.org", stopped_at="2026-01-01T00:00Z")
    at_desk.get(reverse("notifications:delivery_list"))
    cache.clear()
    # One of them for the settings of the network, which the cache held too.
    with django_assert_num_queries(10):
        at_desk.get(reverse("notifications:delivery_list"))


def test_every_reason_has_dutch_words():
    with override("nl"):
        assert [reason for reason in REASONS if reason_label(reason) == reason] == []
        assert reason_label("SMTP 550 no such box") == "de mailserver zei: 550 no such box"
        assert reason_label("mail server: TimeoutError") == "de mailserver gaf geen antwoord (TimeoutError)"


# What is held


@pytest.mark.django_db
def test_who_runs_the_network_is_told_once_that_a_run_is_held(flood, coordinator):
    MemberFactory()
    flood()
    flood()
    notice = Notice.objects.get()
    assert (notice.member, notice.kind) == (coordinator, MAIL_HELD.name)
    assert notice.params["count"] == 3
    assert notice.url == reverse("notifications:delivery_list") + "?reeks=run%3A1"
    assert Delivery.objects.filter(state=DeliveryState.HELD).count() == 3
    assert Delivery.objects.get(key__startswith="notice:").state == DeliveryState.PLANNED, (
        "that mail itself is never held"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(("decision", "state"), [("release", DeliveryState.PLANNED), ("drop", DeliveryState.SKIPPED)])
def test_a_held_run_is_let_go_or_dropped_and_the_mail_about_it_is_not_needed_any_more(flood, at_desk, decision, state):
    flood()
    notice = Notice.objects.get()
    assert MAIL_HELD.stale(notice) == ""
    at_desk.post(reverse("notifications:batch_decide"), {"batch": "run:1", "decision": decision})
    assert set(Delivery.objects.filter(batch="run:1").values_list("state", flat=True)) == {state}
    assert MAIL_HELD.stale(notice) == "done already"


@pytest.mark.django_db
def test_the_notice_says_how_many_of_what(flood, at_desk):
    flood()
    with override("nl"):
        text = MAIL_HELD.text(Notice.objects.get().params)
    assert text == "Er wachten 3 mails op jou, veel meer dan anders: test.flood."


# Who cannot be reached


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["preferences", "notice_list"])
def test_who_cannot_be_reached_by_mail_sees_so(client, name):
    member = MemberFactory(email="weg@example.org")
    client.force_login(member)
    url = reverse(f"notifications:{name}")
    assert "bereiken op weg@example.org" not in client.get(url).content.decode()
    for _time in range(2):
        outbox.troubles.count_refusal(member.email, 550, "5.1.1 no such user")
    shown = client.get(url).content.decode()
    assert "bereiken op weg@example.org" in shown
    assert reverse("account_email") in shown
    outbox.forgive_address(address=member.email, by=None)
    assert "bereiken op weg@example.org" not in client.get(url).content.decode()


def test_mail_to_a_guest_and_the_reason_of_a_hold_have_names():
    with override("nl"):
        assert kind_label("guest.meeting") == "mail aan een gast van een bijeenkomst"
        assert reason_label("flood") == "veel meer dan gewoon"
