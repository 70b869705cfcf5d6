"""The overview: at the hour of its reader, in a fixed order, with what still holds, and never empty."""

from __future__ import annotations

import datetime as dt

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from knowledge_network.members.people.models import Member
from knowledge_network.notifications.digests import Item, Place, Section, planning, registry
from knowledge_network.notifications.digests.bundles import plan_bundles
from knowledge_network.notifications.digests.weekly import WEEKLY
from knowledge_network.notifications.events import actions
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import deliver_due, plan_mail, rhythm
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery, MailRhythm
from plg.meetings.enums import RsvpAnswer
from plg.records.models import ActionItem
from plg.records.notices.minutes import ACTION_DUE
from plg.space.notices import POSTED
from tests import factories as f
from tests.notifications.calendars import Weekdays
from tests.plg.meetings.helpers import invited, moment, planned

pytestmark = pytest.mark.django_db

# Thursday, half past three.
SLOT = "2026-11-26T15:30"
HOUR = dt.timedelta(hours=1)


@pytest.fixture
def sections(monkeypatch):
    """The weekly overview with sections of the test only: names → who has something there."""
    digest = registry.get(WEEKLY)
    before = list(digest.sections)
    digest.sections.clear()

    def put(name, *members, place=Place.NEWS, asks=True):
        def items(people, windows):
            return {p.pk: [Item(text=f"{name} of {p.given_name}", url="/")] for p in people if p in members}

        registry.register_section(WEEKLY, Section(name, name.capitalize(), items, order=place, asks=asks))

    yield put
    digest.sections[:] = before


@pytest.fixture
def at(time_machine):
    def go(text):
        time_machine.move_to(moment(text), tick=False)
        return timezone.now()

    return go


def plan(now):
    return planning.plan_digest(registry.get(WEEKLY), now)


def test_the_order_is_that_of_the_network():
    assert apps.ready
    places = {section.name: section.order for section in registry.get(WEEKLY).sections}
    named = sorted(places, key=lambda name: places[name])
    assert named.index("actions") < named.index("meetings") < named.index("news") < named.index("results")
    assert named[-1] == "join"
    assert list(Place) == [Place.ACTIONS, Place.MEETINGS, Place.NEWS, Place.QUESTIONS, Place.RESULTS, Place.JOIN]


def test_a_section_finds_its_place_whenever_it_is_registered_and_once(sections):
    member = f.MemberFactory()
    for name, place in (("join", Place.JOIN), ("questions", Place.QUESTIONS), ("actions", Place.ACTIONS)):
        sections(name, member, place=place)
    sections("questions", member, place=Place.QUESTIONS)
    assert [section.name for section in registry.get(WEEKLY).sections] == ["actions", "questions", "join"]


@pytest.mark.parametrize(
    ("mine", "due"),
    [
        ({}, SLOT),
        ({"weekday": 0, "at_time": dt.time(8)}, "2026-11-23T08:00"),
        ({"weekday": 1, "at_time": dt.time(20, 15)}, "2026-11-24T20:15"),  # one's own hour is not quiet
        ({"weekday": 5, "at_time": dt.time(10)}, "2026-11-28T10:00"),  # a Saturday of one's own choice
        # In the night of 25 October the clock goes back: half past three is half past three on the wall.
        ({"weekday": 6, "at_time": dt.time(15, 30)}, "2026-10-25T15:30"),
        ({"weekday": 6, "at_time": dt.time(2, 30)}, "2026-03-29T03:30"),  # an hour that the clock skips
    ],
)
def test_it_comes_on_the_day_and_hour_of_its_reader_and_once(sections, at, mailoutbox, mine, due):
    member = f.MemberFactory()
    MailRhythm.objects.create(member=member, **mine)
    sections("news", member)
    assert plan(at(due) - dt.timedelta(minutes=1)) == 0
    assert [plan(at(due) + n * HOUR) for n in range(0, 60, 5)] == [1] + [0] * 11
    at(due)
    deliver_due()
    assert [mail.to for mail in mailoutbox] == [[member.email]]
    assert Delivery.objects.get().due_at == moment(due)


@pytest.mark.parametrize("wakes", ["2026-11-27T02:00", "2026-11-28T23:10"])
def test_a_planner_that_wakes_up_at_night_sends_no_overview_before_the_morning(sections, at, mailoutbox, wakes):
    """As a demo that is started in the evening: everybody's Thursday afternoon is due, and nobody wants it now."""
    member = f.MemberFactory()
    sections("news", member)
    assert plan(at(wakes)) == 1
    deliver_due()
    assert mailoutbox == []
    opens = timezone.localtime(Delivery.objects.get().due_at)
    assert opens.hour == 7
    at(opens.replace(tzinfo=None).isoformat(timespec="minutes"))
    deliver_due()
    assert len(mailoutbox) == (1 if wakes < "2026-11-28" else 0), "after three days it is no news any more"


def test_in_a_school_holiday_it_rests_unless_the_reader_wants_it(sections, at, monkeypatch):
    class Closed:
        def is_school_day(self, day):
            return False

    monkeypatch.setattr(rhythm, "school_days_of_network", lambda first, last: Closed())
    rests, wants = f.MemberFactory(), f.MemberFactory()
    MailRhythm.objects.create(member=wants, quiet_holidays=False)
    sections("news", rests, wants)
    plan(at(SLOT))
    assert [row.member for row in Delivery.objects.all()] == [wants]


def test_who_wants_none_or_ended_it_gets_none(sections, at):
    member, ended = f.MemberFactory(), f.MemberFactory()
    MailRhythm.objects.create(member=member, digest=False)
    actions.end_mail(member=ended, kind=WEEKLY)
    sections("news", member, ended)
    assert plan(at(SLOT)) == 0


def test_who_ends_it_after_it_was_planned_gets_none(sections, at, mailoutbox):
    member = f.MemberFactory()
    sections("news", member)
    plan(at(SLOT))
    actions.end_mail(member=member, kind=WEEKLY)
    deliver_due()
    assert (mailoutbox, Delivery.objects.get().reason) == ([], "no longer wanted by mail")


@pytest.mark.parametrize("asks", [True, False])
def test_nothing_to_do_is_no_mail_but_a_row_that_says_so(sections, at, asks):
    """«Doe mee?» alone is not enough for a mail."""
    member = f.MemberFactory()
    sections("join", *([] if asks else [member]), place=Place.JOIN, asks=asks)
    assert plan(at(SLOT)) == 0
    row = Delivery.objects.get()
    assert (row.state, row.reason) == (DeliveryState.SKIPPED, "nothing to do")
    assert plan(at(SLOT) + HOUR) == 0, "nobody is asked again"


def test_what_was_read_or_done_between_planning_and_sending_is_not_in_it(at, mailoutbox):
    member = f.MemberFactory()
    invitation = invited(planned(f.GroupFactory(), moment("2026-12-01T15:30")), member)
    plan(at(SLOT))
    type(invitation).objects.update(answer=RsvpAnswer.NO)
    deliver_due()
    assert (mailoutbox, Delivery.objects.get(member=member).reason) == ([], "nothing to do")


def test_rights_are_looked_at_again_when_it_is_made(at, mailoutbox):
    """News of the closed space of a group is for who is in the group at that moment."""
    group = f.GroupFactory()
    stays = f.GroupMembershipFactory(group=group).member
    leaves = f.GroupMembershipFactory(group=group)
    at("2026-11-26T14:00")
    actions.notify(
        POSTED,
        to=[stays, leaves.member],
        key="post:1",
        group_key=group.slug,
        group=group.name,
        name="Ada",
        title="Iets",
    )
    Notice.objects.update(channel="weekly")
    plan(at(SLOT))
    type(leaves).objects.filter(pk=leaves.pk).update(end=dt.date(2026, 11, 26))
    at("2026-11-27T07:00")
    deliver_due()
    assert [mail.to for mail in mailoutbox] == [[stays.email]]


def test_an_action_point_that_stands_above_is_no_news_besides_and_is_not_mailed_again(at, mailoutbox):
    member, group = f.MemberFactory(), f.GroupFactory()
    item = ActionItem.objects.create(group=group, owner=member, title="Boek lenen", due_on=dt.date(2026, 11, 27))
    at("2026-11-26T09:00")
    told = {"action": item.public_id, "title": item.title, "due_on": "2026-11-27"}
    actions.notify(ACTION_DUE, to=[member], key="action:1", url=reverse("plg:my_action_items"), **told)
    plan(at(SLOT))
    deliver_due()
    assert mailoutbox[0].body.count("Boek lenen") == 1
    assert "Nieuws" not in mailoutbox[0].body
    assert Notice.objects.get().mailed_at is not None


def test_what_stood_in_it_stands_in_no_later_mail(at, make_kind, mailoutbox):
    member = f.MemberFactory()
    at("2026-11-26T14:00")
    actions.notify(make_kind(default=Channel.WEEKLY), to=[member], key="test:1", name="Ada")
    plan(at(SLOT))
    deliver_due()
    assert "The text of Ada" in mailoutbox[0].body
    assert Notice.objects.get().mailed_at == timezone.now()
    assert plan(at("2026-12-03T15:30")) == 0


def test_an_overview_may_arrive_never_but_not_twice(sections, at):
    member = f.MemberFactory()
    sections("news", member)
    plan(at(SLOT))
    assert Delivery.objects.get().at_most_once


def test_one_mail_a_day_that_can_wait_also_when_the_day_is_changed_to_today(sections, at):
    member = f.MemberFactory()
    sections("news", member)
    plan_mail(
        key="bundle:x", kind="notifications.bundle", address=member.email, member=member, text="Dag", at=at(SLOT) - HOUR
    )
    assert plan(at(SLOT)) == 0
    assert Delivery.objects.get(kind=WEEKLY).reason == "another mail went out that day"


@pytest.mark.parametrize("people", [1, 3, pytest.param(1200, marks=pytest.mark.slow)])
def test_planning_asks_a_fixed_number_of_queries_per_thousand(sections, at, django_assert_max_num_queries, people):
    site = f.SiteFactory()
    members = f.MemberFactory.create_batch(min(people, 3), site=site)
    if people > 3:
        Member.objects.bulk_create(
            Member(email=f"veel{n}@example.org", given_name="V", family_name=f"N{n}", public_id=f"veel{n:06d}")
            for n in range(people - 3)
        )
    sections("news", *members)
    now = at(SLOT)
    with django_assert_max_num_queries(25 * (1 + people // 1000)):
        plan(now)


# The other overviews ----------------------------------------------------------------------------


def coordinator():
    member = f.MemberFactory()
    f.NetworkRoleFactory(member=member)
    return member


def test_the_overview_of_a_coordinator_comes_on_the_first_school_day_at_eight(at):
    digest = registry.get("dashboards.coordinator_digest")
    mine, calendar = MailRhythm(), Weekdays()
    assert digest.slot(mine, moment("2026-11-26T12:00"), calendar) == moment("2026-11-23T08:00")
    on_monday = MailRhythm(weekday=0)
    assert planning.choose_slot(digest, on_monday, calendar, moment("2026-11-26T12:00")) == moment("2026-11-24T08:00")


def test_a_coordinator_gets_one_mail_on_monday(at, make_kind, mailoutbox, monkeypatch):
    member = coordinator()
    at("2026-11-22T12:00")
    actions.notify(make_kind(), to=[member], key="test:1", name="Ada")
    for hour in range(7, 19):
        now = at(f"2026-11-23T{hour:02d}:00")
        plan_bundles(now)
        planning.plan_digests(now)
        deliver_due()
    assert [mail.subject for mail in mailoutbox] == ["Wat deze week op jou wacht"]
    assert "The text of Ada" in mailoutbox[0].body


def test_an_overview_by_role_can_be_ended_and_found_again_among_the_choices(client, at, mailoutbox, make_kind):
    member = coordinator()
    name = "dashboards.coordinator_digest"
    at("2026-11-23T07:30")
    actions.notify(make_kind(), to=[member], key="test:1", name="Ada")
    planning.plan_digest(registry.get(name), at("2026-11-23T08:00"))
    actions.end_mail(member=member, kind=name)
    deliver_due()
    assert (mailoutbox, Delivery.objects.get().reason) == ([], "no longer wanted by mail")
    client.force_login(member)
    choices = client.get(reverse("notifications:preferences")).context["choices"]
    assert [field.initial for field in choices.overview_rows()] == ["app"]


def test_the_page_shows_the_same_as_the_mail_and_stores_nothing(client, at):
    member = f.MemberFactory()
    invited(planned(f.GroupFactory(name="Rekengroep"), moment("2026-12-01T15:30")), member)
    at(SLOT)
    client.force_login(member)
    page = client.get(reverse("notifications:digest_preview")).content.decode()
    assert "Rekengroep: Bijeenkomst" in page
    assert not Delivery.objects.exists()
