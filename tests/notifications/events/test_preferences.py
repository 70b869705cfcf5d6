"""What somebody chose for this kind in this group goes before the group, the kind, and the default."""

from __future__ import annotations

import itertools
from urllib.parse import quote

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge_network.notifications.events import actions, registry
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.models import Notice, NoticePreference
from knowledge_network.notifications.events.preferences import choose_channel, choose_member_channels
from knowledge_network.notifications.events.registry import Urgency
from knowledge_network.notifications.outbox.models import MailRhythm
from tests.factories import (
    AppointmentFactory,
    BoardFactory,
    GroupFactory,
    GroupMembershipFactory,
    MemberFactory,
    NetworkRoleFactory,
    NoticeFactory,
)
from tests.plg.groups.test_groups_fuzz import FORM, encoded, fields, values

pytestmark = pytest.mark.django_db

PLACES = [("test.thing", "leesgroep"), ("", "leesgroep"), ("test.thing", ""), ("section.other", "")]
WAYS = ["off", "app", "daily", "now"]


@pytest.fixture
def member(client):
    member = MemberFactory(last_seen_on=timezone.localdate())
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    return member


@pytest.mark.parametrize(
    "chosen", [subset for n in range(5) for subset in itertools.combinations(range(4), n)], ids=str
)
def test_the_nearest_choice_counts(make_kind, chosen):
    kind = make_kind(default=Channel.WEEKLY)
    choices = {PLACES[n]: WAYS[n] for n in chosen}
    assert choose_channel(kind, choices, "leesgroep") == (WAYS[min(chosen)] if chosen else "weekly")


def test_a_choice_about_one_group_says_nothing_about_another_or_about_none(make_kind):
    kind = make_kind(default=Channel.WEEKLY)
    choices = {("test.thing", "leesgroep"): "off", ("", "leesgroep"): "off"}
    assert choose_channel(kind, choices, "rekengroep") == "weekly"
    assert choose_channel(kind, choices) == "weekly"


def test_what_nobody_can_turn_off_keeps_its_own_channel(make_kind):
    kind = make_kind(default=Channel.NOW, choosable=False)
    assert choose_channel(kind, {("test.thing", ""): "off"}) == "now"


def test_what_is_urgent_does_not_follow_its_section(make_kind):
    kind = make_kind(default=Channel.NOW, urgency=Urgency.URGENT)
    assert choose_channel(kind, {("section.other", ""): "off"}) == "now"
    assert choose_channel(kind, {("test.thing", ""): "off"}) == "off"


def test_a_choice_about_another_section_says_nothing(make_kind):
    kind = make_kind(default=Channel.WEEKLY, section=Section.MEETINGS)
    assert choose_channel(kind, {("section.other", ""): "off"}) == "weekly"


ROLES = {
    "teacher": lambda member: None,
    "lead": lambda member: GroupMembershipFactory(member=member, role="lead"),
    "expert": lambda member: GroupMembershipFactory(member=member, group__kind="expert"),
    "school leader": lambda member: AppointmentFactory(member=member, function="school_leader"),
    "director": lambda member: AppointmentFactory(member=member, function="board_member", organisation=BoardFactory()),
    "liaison officer": lambda member: NetworkRoleFactory(member=member, role="liaison_officer"),
    "coordinator": lambda member: NetworkRoleFactory(member=member),
}
REACHING = {
    "plg.join_requested": {"lead", "coordinator"},
    "expertise.product_review_asked": {"expert", "coordinator"},
    "members.signup_opened": {"school leader", "coordinator"},
    "agreements.expires": {"director", "coordinator"},
    "expertise.help_escalated": {"liaison officer", "coordinator"},
    "notifications.mail_held": {"coordinator"},
    "expertise.help_asked": set(ROLES),
}


@pytest.mark.parametrize("role", ROLES)
def test_only_kinds_that_can_reach_somebody_can_be_chosen_about(client, member, role):
    ROLES[role](member)
    kinds = {kind.name for kind in client.get(reverse("notifications:preferences")).context["choices"].kinds}
    assert {kind for kind in REACHING if kind in kinds} == {kind for kind, roles in REACHING.items() if role in roles}


def test_what_was_chosen_under_another_role_can_be_taken_back(client, member):
    actions.choose_channels(member=member, choices={("notifications.mail_held", ""): "off"})
    kinds = {kind.name for kind in client.get(reverse("notifications:preferences")).context["choices"].kinds}
    assert "notifications.mail_held" in kinds


def test_five_rows_say_how_many_kinds_have_a_choice_of_their_own(client, member):
    actions.choose_channels(member=member, choices={("plg.mentioned", ""): "off", ("section.groups", ""): "weekly"})
    rows = client.get(reverse("notifications:preferences")).context["choices"].sections()
    assert [row.section for row in rows] == list(Section)
    assert {row.section: row.chosen for row in rows if row.chosen} == {Section.GROUPS: 1}
    posted = next(kind.field for row in rows for kind in row.kinds if kind.name.endswith("plg-posted"))
    assert posted.field.choices[0][1] == f"zoals gewoonlijk ({Channel.WEEKLY.label})"


def test_a_choice_about_a_section_is_stored_and_counts(client, member):
    data = {"weekday": "0", "at_time": "08:15", "section_groups": "weekly"}
    client.post(reverse("notifications:preferences"), data)
    assert NoticePreference.objects.get(member=member).kind == "section.groups"
    assert choose_member_channels(registry.get("plg.mentioned"), [member]) == {member.pk: "weekly"}
    assert choose_member_channels(registry.get("plg.meeting_planned"), [member]) == {member.pk: "now"}


@pytest.mark.parametrize("people", [3, pytest.param(300, marks=pytest.mark.slow)])
def test_the_channels_of_many_cost_one_query(make_kind, django_assert_num_queries, people):
    kind = make_kind()
    members = MemberFactory.create_batch(people)
    NoticePreference.objects.create(member=members[1], kind=kind.name, channel="off")
    with django_assert_num_queries(1):
        found = choose_member_channels(kind, members, "leesgroep")
    assert (found[members[0].pk], found[members[1].pk]) == ("now", "off")


def test_what_waits_follows_the_new_choice_and_what_was_mailed_does_not(member):
    waiting = NoticeFactory(member=member, channel="weekly")
    mailed = NoticeFactory(member=member, channel="weekly", mailed_at=timezone.now())
    actions.choose_channels(member=member, choices={("topics.approved", ""): "daily"})
    for notice in (waiting, mailed):
        notice.refresh_from_db()
    assert (waiting.channel, mailed.channel) == ("daily", "weekly")
    actions.choose_channels(member=member, choices={("topics.approved", ""): "off"})
    waiting.refresh_from_db()
    assert waiting.channel == "app", "it stands under the bell already"


def test_the_page_stores_rhythm_kind_and_group_in_one_go(client, member):
    group = GroupFactory()
    GroupMembershipFactory(group=group, member=member)
    page = client.get(reverse("notifications:preferences"))
    field = next(name for name, pair in page.context["choices"]._pairs.items() if pair == ("plg.mentioned", ""))
    data = {"weekday": "0", "at_time": "08:15", "quiet_weekends": "on", field: "weekly", "group_0": "off"}
    assert client.post(reverse("notifications:preferences"), data).status_code == 302
    rhythm = MailRhythm.objects.get(member=member)
    assert (rhythm.weekday, f"{rhythm.at_time:%H:%M}", rhythm.digest, rhythm.quiet_evenings) == (
        0,
        "08:15",
        False,
        False,
    )
    rows = NoticePreference.objects.filter(member=member)
    assert set(rows.values_list("kind", "group_key", "channel")) == {
        ("plg.mentioned", "", "weekly"),
        ("", group.slug, "off"),
    }


def test_a_wrong_hour_is_said_and_nothing_is_stored(client, member):
    response = client.post(reverse("notifications:preferences"), {"weekday": "9", "at_time": "25:00"})
    assert response.status_code == 422
    assert not MailRhythm.objects.exists()


def test_a_group_in_which_i_am_not_cannot_be_chosen_about(client, member):
    GroupFactory()
    assert client.get(reverse("notifications:preferences")).context["choices"].groups == []


def test_setting_back_can_be_undone(client, member):
    actions.choose_channels(member=member, choices={("plg.mentioned", ""): "off", ("", "leesgroep"): "daily"})
    client.post(reverse("notifications:preferences_reset"))
    assert not NoticePreference.objects.exists()
    client.post(reverse("notifications:preferences_restore"))
    assert set(NoticePreference.objects.values_list("kind", "group_key", "channel")) == {
        ("plg.mentioned", "", "off"),
        ("", "leesgroep", "daily"),
    }


def test_looking_at_the_choices_stores_nothing(client, member):
    client.get(reverse("notifications:preferences"))
    assert not MailRhythm.objects.exists()
    assert not NoticePreference.objects.exists()
    assert not Notice.objects.exists()


@pytest.mark.parametrize("groups", [1, 3])
def test_the_page_costs_the_same_whatever_the_number_of_groups(client, member, django_assert_num_queries, groups):
    for group in GroupFactory.create_batch(groups):
        GroupMembershipFactory(group=group, member=member)
    # Session, reader, rhythm, choices, three about what can reach them, two overviews by role, groups, refused mail.
    with django_assert_num_queries(11):
        client.get(reverse("notifications:preferences"))


# Whatever is sent -------------------------------------------------------------------------------

RHYTHM = ("digest", "weekday", "at_time", "quiet_evenings", "quiet_weekends", "quiet_holidays")
CHOICES = ("section_groups", "daily", "overview_0", "kind_0", "kind_1", "kind_99", "group_0", "group_7")


@pytest.fixture
def chooser(client):
    """A coordinator in a group: every part of the page is there."""
    member = NetworkRoleFactory().member
    GroupMembershipFactory(member=member)
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    client.raise_request_exception = False
    return member


@given(data=fields(*RHYTHM, *CHOICES))
@settings(max_examples=30)
def test_choosing_takes_anything_and_stores_only_what_can_be_chosen(client, chooser, data):
    answer = client.post(reverse("notifications:preferences"), encoded(data), content_type=FORM)
    assert answer.status_code in {302, 400, 422}, answer.status_code
    stored = NoticePreference.objects.filter(member=chooser)
    assert set(stored.values_list("channel", flat=True)) <= set(Channel.values)
    MailRhythm(member=chooser, **MailRhythm.objects.filter(member=chooser).values(*RHYTHM).first() or {}).clean_fields(
        exclude=["member"]
    )


@given(data=st.fixed_dictionaries({}, optional=dict.fromkeys(("kind_0", "daily", "group_0"), values)), hour=values)
@settings(max_examples=12)
def test_what_is_wrong_is_said_and_the_choices_stay_as_they_were(client, chooser, data, hour):
    good = {"digest": "weekly", "weekday": "1", "at_time": "09:15"}
    client.post(reverse("notifications:preferences"), good)
    before = list(MailRhythm.objects.filter(member=chooser).values(*RHYTHM))
    wrong = {**good, **data, "at_time": f"25:{hour}"}
    answer = client.post(reverse("notifications:preferences"), encoded(wrong), content_type=FORM)
    assert answer.status_code in {400, 422}
    assert list(MailRhythm.objects.filter(member=chooser).values(*RHYTHM)) == before


@given(before=values, again=values, token=st.text(max_size=30).filter(lambda text: "/" not in text))
@settings(max_examples=12)
def test_going_back_and_unsubscribing_take_anything(client, chooser, before, again, token):
    for name in ("preferences_reset", "preferences_restore"):
        answer = client.post(reverse(f"notifications:{name}"), encoded({"before": before}), content_type=FORM)
        assert answer.status_code in {302, 400}
    address = f"/mail/stoppen/{quote(token.encode('utf-8', 'surrogatepass')) or 'x'}/"
    answer = client.post(address, encoded({"again": again}), content_type=FORM)
    assert answer.status_code in {400, 404}


@given(page=values)
@settings(max_examples=20)
def test_saying_that_a_page_is_open_takes_anything(client, chooser, page):
    NoticeFactory(member=chooser, url="/groepen/", read_at=None)
    answer = client.post(reverse("notifications:page_read"), encoded({"page": page}), content_type=FORM)
    assert answer.status_code in {204, 400}, answer.status_code
