"""At most one mail a day for all that is not urgent; what is read in the meantime is not in it."""

from __future__ import annotations

import datetime as dt

import pytest

from knowledge_network.notifications.digests.bundles import GRACE
from knowledge_network.notifications.events import actions
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.waiting import waiting_for_digest
from knowledge_network.notifications.outbox import deliver_due, rhythm
from knowledge_network.notifications.outbox.models import Delivery, MailRhythm
from tests.factories import MemberFactory
from tests.notifications.calendars import Weekdays

pytestmark = pytest.mark.django_db

# A Tuesday, eleven o'clock; the overview of who chose nothing comes on Thursday.
NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def a_tuesday(monkeypatch, time_machine):
    monkeypatch.setattr(rhythm, "school_days_of_network", lambda first, last: Weekdays())
    time_machine.move_to(NOW, tick=False)
    return time_machine


def tell(kind, member, number=1, at=NOW):
    actions.notify(kind, to=[member], key=f"{kind.name}:{number}", at=at, name=f"number {number}")


def send(time_machine, plan_bundles, moment):
    time_machine.move_to(moment, tick=False)
    plan_bundles(moment)
    deliver_due()


def test_the_mail_waits_ten_minutes_and_bears_the_day(make_kind, plan_bundles):
    member = MemberFactory()
    tell(make_kind(), member)
    assert plan_bundles(NOW + GRACE - dt.timedelta(seconds=1)) == 0
    assert plan_bundles(NOW + GRACE) == 1
    assert Delivery.objects.get().key == f"bundle:{member.public_id}:2026-11-24"


def test_planning_again_plans_nothing_new(make_kind, plan_bundles):
    tell(make_kind(), MemberFactory())
    assert [plan_bundles(NOW + GRACE + n * HOUR) for n in range(3)] == [1, 0, 0]


def test_one_thing_gets_the_mail_of_its_own_kind(make_kind, plan_bundles, mailoutbox, a_tuesday):
    tell(make_kind(), MemberFactory())
    send(a_tuesday, plan_bundles, NOW + GRACE)
    assert [mail.subject for mail in mailoutbox] == ["Own subject"]
    assert "https://example.org/own/" in mailoutbox[0].body


def test_several_things_stand_in_one_mail_with_the_reason_for_each(make_kind, plan_bundles, mailoutbox, a_tuesday):
    kind, member = make_kind(), MemberFactory()
    tell(kind, member, 1)
    tell(kind, member, 2)
    send(a_tuesday, plan_bundles, NOW + GRACE)
    (mail,) = mailoutbox
    assert "number 1" in mail.body
    assert "number 2" in mail.body
    assert mail.body.count("You are in this test.") == 2
    assert Notice.objects.filter(mailed_at__isnull=True).count() == 0
    assert "List-Unsubscribe" in mail.extra_headers


def test_what_comes_after_the_mail_waits_for_tomorrow(make_kind, plan_bundles, mailoutbox, a_tuesday):
    kind, member = make_kind(), MemberFactory()
    MailRhythm.objects.create(member=member, digest=False)
    tell(kind, member, 1)
    send(a_tuesday, plan_bundles, NOW + GRACE)
    tell(kind, member, 2, at=NOW + HOUR)
    send(a_tuesday, plan_bundles, NOW + 2 * HOUR)
    assert len(mailoutbox) == 1
    send(a_tuesday, plan_bundles, NOW + DAY)
    assert len(mailoutbox) == 2


def test_what_is_read_meanwhile_is_not_mailed(make_kind, plan_bundles, mailoutbox, a_tuesday):
    member = MemberFactory()
    tell(make_kind(), member)
    plan_bundles(NOW + GRACE)
    actions.mark_all_read(by=member, until=NOW + HOUR)
    a_tuesday.move_to(NOW + GRACE, tick=False)
    deliver_due()
    assert Delivery.objects.get().reason == "nothing left to tell"
    assert mailoutbox == []


def test_what_no_longer_holds_is_asked_about_once(make_kind, plan_bundles, mailoutbox, a_tuesday):
    tell(make_kind(stale=lambda notice: "done already"), MemberFactory())
    send(a_tuesday, plan_bundles, NOW + GRACE)
    send(a_tuesday, plan_bundles, NOW + DAY)
    assert mailoutbox == []
    assert Delivery.objects.count() == 1


def test_once_a_day_is_at_the_hour_of_the_reader(make_kind, plan_bundles):
    member = MemberFactory()
    MailRhythm.objects.create(member=member, at_time=dt.time(16), digest=False)
    tell(make_kind(default=Channel.DAILY), member)
    assert plan_bundles(rhythm.local(NOW.date(), dt.time(15, 59))) == 0
    assert plan_bundles(rhythm.local(NOW.date(), dt.time(16))) == 1


def test_on_the_day_of_the_overview_all_waits_for_it(make_kind, plan_bundles):
    kind, member = make_kind(), MemberFactory()
    thursday = NOW + 2 * DAY
    tell(kind, member, at=thursday)
    assert plan_bundles(thursday + HOUR) == 0
    told = waiting_for_digest([member], thursday + HOUR)[member.pk]
    assert [found.name for _notice, found in told] == [kind.name]


def test_in_the_evening_it_is_for_the_next_morning(make_kind, plan_bundles):
    member, evening = MemberFactory(), NOW + 10 * HOUR
    tell(make_kind(), member, at=evening)
    plan_bundles(evening + GRACE)
    delivery = Delivery.objects.get()
    assert delivery.key == f"bundle:{member.public_id}:2026-11-25"
    assert delivery.due_at == rhythm.local(dt.date(2026, 11, 25), dt.time(7))


# From two hundred on a run is compared with those before it.
@pytest.mark.parametrize(("people", "queries"), [(3, 10), (150, 10), pytest.param(300, 12, marks=pytest.mark.slow)])
def test_planning_costs_the_same_for_few_and_many(make_kind, plan_bundles, django_assert_num_queries, people, queries):
    kind = make_kind()
    actions.notify(kind, to=MemberFactory.create_batch(people), key="test.thing:1", at=NOW)
    with django_assert_num_queries(queries):
        assert plan_bundles(NOW + GRACE) == people


@pytest.mark.parametrize("people", [3, 30])
def test_overviews_ask_twice_for_few_and_many(make_kind, django_assert_num_queries, people):
    kind, members = make_kind(default=Channel.WEEKLY), MemberFactory.create_batch(people)
    actions.notify(kind, to=members, key="test.thing:1", at=NOW)
    with django_assert_num_queries(2):
        found = waiting_for_digest(members, NOW + HOUR)
    assert all(len(rows) == 1 for rows in found.values())


def test_the_overview_leaves_out_what_was_read_mailed_or_turned_off(make_kind):
    kind, member = make_kind(default=Channel.WEEKLY), MemberFactory()
    for number in range(4):
        tell(kind, member, number)
    Notice.objects.filter(key__startswith="test.thing:0").update(read_at=NOW)
    Notice.objects.filter(key__startswith="test.thing:1").update(mailed_at=NOW)
    assert len(waiting_for_digest([member], NOW + HOUR)[member.pk]) == 2
    actions.choose_channels(member=member, choices={(kind.name, ""): "off"})
    assert waiting_for_digest([member], NOW + HOUR)[member.pk] == []
