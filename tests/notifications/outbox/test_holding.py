"""A flood waits for a person, and one switch stops all mail but what lets people log in."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from knowledge_network.notifications.events import actions
from knowledge_network.notifications.events.registry import Urgency
from knowledge_network.notifications.outbox import deliver_due, lift_stop, plan_mail, plan_mails, stop_all_mail
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.holding import derive_limit
from knowledge_network.notifications.outbox.models import Delivery, MailStop
from tests.factories import MemberFactory, NetworkRoleFactory
from tests.plg.meetings.helpers import moment

pytestmark = [pytest.mark.django_db, pytest.mark.clock]


def run(number, count, *, kind="test.run", days_ago=0):
    """A run that plans so many mails."""
    planned_at = timezone.now() - dt.timedelta(days=days_ago)
    plan_mails(
        Delivery(
            key=f"{kind}:{number}:{n}",
            kind=kind,
            address=f"lid{n}@example.org",
            text="Dag",
            batch=f"run:{number}",
            planned_at=planned_at,
        )
        for n in range(count)
    )
    return set(Delivery.objects.filter(batch=f"run:{number}").values_list("state", flat=True))


@pytest.mark.parametrize(
    ("count", "state"), [(200, DeliveryState.PLANNED), (260, DeliveryState.PLANNED), (310, DeliveryState.HELD)]
)
def test_more_than_five_times_the_usual_is_held(count, state):
    """Three runs of 60: the usual is 60, and 300 is the limit."""
    for number in range(3):
        run(number, 60, days_ago=number + 1)
    assert derive_limit("test.run", besides="run:9") == 300
    assert run(9, count) == {state}


def test_what_was_longer_ago_than_four_weeks_says_nothing_about_the_usual():
    run(1, 100, days_ago=29)
    assert derive_limit("test.run", besides="run:9") == 200


def test_a_first_run_to_everybody_is_no_flood():
    MemberFactory.create_batch(3, site=None)
    assert run(1, 200) == {DeliveryState.PLANNED}
    assert run(2, 1100) == {DeliveryState.HELD}, "more than five times that, and than there are members"


@pytest.mark.parametrize(
    ("urgency", "state"), [(Urgency.PROMPT, DeliveryState.HELD), (Urgency.URGENT, DeliveryState.PLANNED)]
)
def test_an_invitation_gone_wild_is_held_and_a_cancellation_never(make_kind, urgency, state):
    kind, member = make_kind(urgency=urgency), MemberFactory()
    for number in range(201):
        actions.notify(kind, to=[member], key=f"test:{number}", at=moment("2026-11-24T10:00"))
    assert set(Delivery.objects.values_list("state", flat=True)) == {state}


def test_once_to_everybody_is_no_flood_of_invitations(make_kind):
    kind, members = make_kind(urgency=Urgency.PROMPT), MemberFactory.create_batch(210, site=None)
    actions.notify(kind, to=members[:1], key="small", at=moment("2026-11-23T10:00"))
    actions.notify(kind, to=members, key="plenary", at=moment("2026-11-24T10:00"))
    assert not Delivery.objects.filter(state=DeliveryState.HELD).exists()


# The switch


def waiting():
    plan_mail(key="a", kind="test", address="a@example.org", subject="Hallo", text="Dag")
    plan_mail(key="b", kind="account.login_code", address="b@example.org", subject="Code", text="Dag")


def test_while_all_mail_is_stopped_only_what_lets_people_log_in_goes_out(mailoutbox):
    waiting()
    stop_all_mail(by=None, reason="verkeerde lijst")
    deliver_due()
    assert [mail.to for mail in mailoutbox] == [["b@example.org"]]
    lift_stop(by=None)
    deliver_due()
    assert [mail.to for mail in mailoutbox] == [["b@example.org"], ["a@example.org"]]


def test_the_switch_works_from_a_terminal_and_the_figures_say_so(mailoutbox, capsys):
    waiting()
    call_command("stop_mail", "verkeerde lijst")
    call_command("deliver")
    capsys.readouterr()
    call_command("mail_status")
    figures = json.loads(capsys.readouterr().out)
    assert figures["stopped_because"] == "verkeerde lijst"
    assert (figures["planned"], figures["sent_today"], figures["held"], figures["failed"]) == (1, 1, 0, 0)
    call_command("stop_mail", "--lift")
    call_command("deliver")
    assert len(mailoutbox) == 2
    assert not MailStop.objects.filter(lifted_at__isnull=True).exists()


def test_the_figures_say_for_how_long_the_oldest_waits(capsys):
    plan_mail(key="a", kind="test", address="a@example.org", text="Dag", at=timezone.now() - dt.timedelta(minutes=5))
    call_command("mail_status")
    assert 299 <= json.loads(capsys.readouterr().out)["oldest_due_seconds"] <= 310


def test_what_was_stopped_in_the_day_and_let_go_at_night_waits_for_the_morning(make_kind, time_machine, mailoutbox):
    time_machine.move_to(moment("2026-11-24T10:00"), tick=False)
    actions.notify(make_kind(urgency=Urgency.PROMPT), to=[MemberFactory()], key="test:1")
    actions.notify(make_kind("test.urgent", Urgency.URGENT), to=[MemberFactory()], key="test:2")
    stop_all_mail(by=None, reason="even kijken")
    time_machine.move_to(moment("2026-11-24T23:00"), tick=False)
    lift_stop(by=None)
    deliver_due()
    assert len(mailoutbox) == 1, "the urgent one"
    delivery = Delivery.objects.get(state=DeliveryState.PLANNED)
    assert (delivery.due_at, delivery.attempts) == (moment("2026-11-25T07:00"), 0)
    time_machine.move_to(moment("2026-11-25T07:00"), tick=False)
    deliver_due()
    assert len(mailoutbox) == 2


def test_a_mail_of_yesterday_that_was_late_and_one_of_today_are_two_days(make_kind, time_machine, mailoutbox):
    member = MemberFactory()
    time_machine.move_to(moment("2026-11-24T10:00"), tick=False)
    for number in range(2):
        plan_mail(
            key=f"bundle:{number}",
            kind="notifications.bundle",
            address=member.email,
            member=member,
            text="Dag",
            bulk=True,
        )
    deliver_due()
    assert len(mailoutbox) == 1
    assert Delivery.objects.get(state=DeliveryState.PLANNED).due_at == moment("2026-11-25T07:00")


def test_only_who_runs_the_network_may_use_the_switch(client):
    member, coordinator = MemberFactory(), MemberFactory()
    NetworkRoleFactory(member=coordinator)
    for who, status, stopped in ((member, 403, False), (coordinator, 302, True)):
        client.force_login(who)
        assert client.post(reverse("notifications:mail_stop"), {"reason": "test"}).status_code == status
        assert MailStop.objects.exists() == stopped
