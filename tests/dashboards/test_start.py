"""«Mijn start» shows each role what it can do now, and nothing of somebody else."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from expertise.gaps.queries.kept import network_coverage
from knowledge_network.dashboards.queries import mine
from knowledge_network.dashboards.queries.mine import find_my_groups, find_my_meetings, suggest_groups
from knowledge_network.figures.actions import publish_snapshot
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import AskMeAbout
from plg.groups.models import GroupInvitation, GroupTopic, JoinRequest
from plg.meetings.models import MeetingInvitation
from plg.space.models import Conversation, ConversationReading, GroupAgreement, GroupAgreementAcceptance
from tests.factories import (
    BoardFactory,
    ExpertiseClaimFactory,
    GroupFactory,
    GroupMembershipFactory,
    MeetingFactory,
    MemberFactory,
    NetworkRoleFactory,
    SiteFactory,
    TopicFactory,
)
from tests.pages import Page

pytestmark = pytest.mark.django_db

BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
URL = "dashboards:start"


def today():
    return timezone.localdate()


def sign_in(client, member):
    member.last_seen_on = today()
    member.save(update_fields=["last_seen_on"])
    client.force_login(member, backend=BACKEND)
    return member


@pytest.fixture
def member(client):
    return sign_in(client, MemberFactory())


def agreement(group):
    return GroupAgreement.objects.create(
        group=group, shared_outside="a", stays_inside="b", effort="c", disagreement="d", bringing_back="e"
    )


def conversation(group, by, at=None, **values):
    return Conversation.objects.create(
        group=group, title="Vraag", started_by=by, last_post_by=by, last_post_at=at or timezone.now(), **values
    )


def the_row(member):
    (row,) = find_my_groups(member)
    return row


# My groups ------------------------------------------------------------------------------------


def test_unread_counts_conversations_in_which_somebody_else_posted_after_i_read(member):
    mine, other = GroupMembershipFactory(member=member), MemberFactory()
    conversation(mine.group, other)
    conversation(mine.group, member)
    read = conversation(mine.group, other)
    ConversationReading.objects.create(conversation=read, member=member, read_until=timezone.now())
    conversation(mine.group, other, removed_at=timezone.now())
    conversation(GroupFactory(), other)
    assert the_row(member).unread == 1
    mine.last_read_at = timezone.now()
    mine.save()
    assert the_row(member).unread == 0


def test_what_was_said_before_i_came_is_not_new(member):
    mine = GroupMembershipFactory(member=member, start=today())
    conversation(mine.group, MemberFactory(), at=timezone.now() - dt.timedelta(days=3))
    assert the_row(member).unread == 0


@pytest.mark.parametrize(("role", "shown"), [("lead", 1), ("facilitator", 1), ("member", 0), ("observer", 0)])
def test_only_who_leads_is_asked_to_decide_on_requests(member, role, shown):
    mine = GroupMembershipFactory(member=member, role=role)
    JoinRequest.objects.create(group=mine.group, member=MemberFactory())
    JoinRequest.objects.create(group=mine.group, member=MemberFactory(), state="withdrawn")
    assert the_row(member).requests == shown


def test_the_newest_agreements_are_asked_for_until_accepted(member):
    mine = GroupMembershipFactory(member=member)
    assert not the_row(member).must_accept
    first = agreement(mine.group)
    assert the_row(member).must_accept
    GroupAgreementAcceptance.objects.create(agreement=first, member=member)
    assert not the_row(member).must_accept
    first.pk, first.version = None, 2
    first.save(force_insert=True)
    assert the_row(member).must_accept


def test_an_observer_is_not_asked_to_accept(member):
    agreement(GroupMembershipFactory(member=member, role="observer").group)
    assert not the_row(member).must_accept


def test_groups_that_ended_or_that_i_left_are_gone(member):
    GroupMembershipFactory(member=member, group__state="closed", group__closed_on=today())
    GroupMembershipFactory(member=member, end=today())
    assert find_my_groups(member) == []


def test_the_next_meetings_are_those_of_my_groups_that_take_place(client, member):
    mine = GroupMembershipFactory(member=member)
    MeetingFactory(group=mine.group, title="Straks")
    MeetingFactory(group=mine.group, title="Afgezegd", status="cancelled", cancel_reason="ziek")
    MeetingFactory(title="Van anderen")
    text = client.get(reverse(URL)).content.decode()
    assert "Straks" in text
    assert "Afgezegd" not in text
    assert "Van anderen" not in text


# Will you join? -------------------------------------------------------------------------------


def test_groups_about_my_topics_come_first_and_say_why(member):
    language = TopicFactory(name="Taal")
    reading = TopicFactory(name="Lezen", parent=language)
    AskMeAbout.objects.create(content_object=member, tag=language)
    other, fitting = GroupFactory(name="Aaa"), GroupFactory(name="Zzz")
    GroupTopic.objects.create(content_object=fitting, tag=reading)
    first, second = suggest_groups(member)
    assert (first, first.fitting) == (fitting, ["Lezen"])
    assert second == other


def test_only_groups_that_i_can_join_are_offered(member):
    GroupMembershipFactory(member=member)
    JoinRequest.objects.create(group=GroupFactory(), member=member)
    GroupFactory(openness="closed")
    GroupFactory(state="draft")
    assert suggest_groups(member) == []


def test_a_student_teacher_is_offered_groups_that_welcome_students():
    student = MemberFactory(function=Function.STUDENT_TEACHER)
    GroupFactory(open_to_students=False)
    welcoming = GroupFactory(open_to_students=True)
    assert suggest_groups(student) == [welcoming]
    assert len(suggest_groups(MemberFactory())) == 2


def test_an_invitation_is_shown_with_who_asks(client, member):
    group, asking = GroupFactory(name="Rekenkring"), MemberFactory(given_name="Ada", family_name="Bos")
    invitation = GroupInvitation.objects.create(group=group, member=member, invited_by=asking)
    text = client.get(reverse(URL)).content.decode()
    assert reverse("plg:group_invitation", args=[invitation.public_id]) in text
    assert "Ada Bos" in text


def test_profile_steps_disappear_one_by_one(client, member):
    assert client.get(reverse(URL)).context["personal"].steps_done == 1
    member.about = "Ik geef les in groep 6."
    member.photo = "members/x.webp"
    member.save()
    AskMeAbout.objects.create(content_object=member, tag=TopicFactory())
    response = client.get(reverse(URL))
    assert response.context["personal"].steps_done == 4
    assert "<progress" not in response.content.decode()


# A school leader ------------------------------------------------------------------------------


def test_a_leader_sees_plain_counts_of_the_own_school_only(client):
    site = SiteFactory()
    leader = sign_in(client, MemberFactory(site=site, function=Function.SCHOOL_LEADER))
    teachers = MemberFactory.create_batch(2, site=site)
    outsider = MemberFactory()
    group = GroupFactory(name="Rekenkring")
    for person in (*teachers, outsider):
        GroupMembershipFactory(group=group, member=person)
    GroupMembershipFactory(group=group, member=leader, role="observer")
    GroupMembershipFactory(group=GroupFactory(name="Elders"), member=outsider)
    figures = client.get(reverse(URL)).context["leader"]
    assert {code: count for code, _label, count in figures.people} == {"teacher": 2, "school_leader": 1}
    assert [group.name for group in figures.groups] == ["Rekenkring"]
    assert figures.group_count == 1


def test_a_leader_sees_what_the_school_brings_in_and_what_the_network_knows(client):
    site = SiteFactory()
    sign_in(client, MemberFactory(site=site, function=Function.SCHOOL_LEADER))
    for _colleague in range(12):
        ExpertiseClaimFactory(member__site=site, created_at=timezone.now() - dt.timedelta(days=60))
    TopicFactory(strategic=True)
    assert client.get(reverse(URL)).context["leader"].brings == []
    last_month = timezone.localdate().replace(day=1) - dt.timedelta(days=1)
    publish_snapshot(until=last_month, by=None)
    context = client.get(reverse(URL)).context
    # The exact number stands nowhere: what people can be asked is told in the band that was published.
    (line,) = context["leader"].brings
    assert (line.name, line.claims, line.answered, line.about) == (site.name, "10–14", "0–4", "")
    assert (context["expertise"].white_spots, context["expertise"].strategic) == (1, 1)


def test_a_director_of_a_board_sees_what_the_network_knows(client):
    sign_in(client, MemberFactory(site=BoardFactory(), function=Function.BOARD_MEMBER))
    assert client.get(reverse(URL)).context["expertise"] is not None


def test_a_teacher_sees_no_figures_of_the_school(client, member):
    context = client.get(reverse(URL)).context
    assert context["leader"] is None
    assert context["expertise"] is None
    assert context["desks"] is None


# What it costs --------------------------------------------------------------------------------


def fill(member, count):
    for _number in range(count):
        membership = GroupMembershipFactory(member=member, role="lead")
        MeetingFactory(group=membership.group)
        conversation(membership.group, MemberFactory())
        JoinRequest.objects.create(group=membership.group, member=MemberFactory())
        agreement(membership.group)
        GroupInvitation.objects.create(group=GroupFactory(), member=member, invited_by=MemberFactory())
        colleague = MemberFactory(site=member.current_appointments[0].organisation)
        GroupMembershipFactory(member=colleague)


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(
    ("function", "role", "cost"),
    [
        (Function.TEACHER, None, 16),
        # Two of them once in five minutes.
        (Function.SCHOOL_LEADER, None, 22),
        (Function.TEACHER, NetworkRoleKind.NETWORK_COORDINATOR, 24),
        (Function.TEACHER, NetworkRoleKind.PRIVACY_CONTACT, 17),
    ],
)
def test_the_start_page_costs_the_same_whatever_happens(
    client, django_assert_num_queries, function, role, cost, item_count
):
    member = sign_in(client, MemberFactory(function=function))
    if role:
        NetworkRoleFactory(member=member, role=role)
    fill(member, item_count)
    network_coverage()  # asked once in five minutes, for everybody
    if role == NetworkRoleKind.NETWORK_COORDINATOR:
        client.get(reverse(URL))  # as all groups, meetings and queues are, for who runs the network
    with django_assert_num_queries(cost):
        response = client.get(reverse(URL))
    assert len(response.context["memberships"]) == item_count


# What is on now ---------------------------------------------------------------------------------


def invited(member, starts, **values):
    meeting = MeetingFactory(
        group=values.pop("group", None) or GroupFactory(),
        starts_at=starts,
        ends_at=starts + dt.timedelta(hours=2),
        **values.pop("meeting", {}),
    )
    MeetingInvitation.objects.create(meeting=meeting, member=member, **values)
    return meeting


def test_a_meeting_that_is_on_now_leads_to_checking_in(client, member):
    now = timezone.now()
    invited(member, now - dt.timedelta(minutes=5))
    invited(member, now + dt.timedelta(days=2))
    assert [row.is_on for row in find_my_meetings(member)] == [True, False]
    page = Page(client.get(reverse(URL)))
    assert [link["href"] for link in page.all("main .next-meetings a.btn")] == [reverse("plg:check_in")]


@pytest.mark.parametrize(
    ("answers", "titles"),
    [
        (("yes", "yes"), ["Anders · Rekengroep", "Breuken · Rekengroep"]),
        (("yes", "no"), ["", ""]),
        (("no", "none"), ["", ""]),
    ],
)
def test_a_clash_is_told_by_name_to_who_has_it(client, member, answers, titles):
    starts, group = timezone.now() + dt.timedelta(days=3), GroupFactory(name="Rekengroep")
    for title, answer, later in zip(("Breuken", "Anders"), answers, (0, 1), strict=True):
        invited(member, starts + dt.timedelta(hours=later), answer=answer, group=group, meeting={"title": title})
    assert [row.clash for row in find_my_meetings(member)] == titles
    assert ("Je hebt dan ook" in Page(client.get(reverse(URL))).words) is bool(titles[0])


def test_what_does_not_take_place_or_ends_when_the_other_begins_is_no_clash(member):
    starts = timezone.now() + dt.timedelta(days=3)
    invited(member, starts, answer="yes")
    invited(member, starts, answer="yes", meeting={"status": "cancelled", "cancel_reason": "Ziek"})
    invited(member, starts + dt.timedelta(hours=2), answer="yes")
    assert {row.clash for row in find_my_meetings(member)} == {""}


def test_everybody_can_look_for_help_and_ask_from_the_top_of_the_page(client, member):
    page = Page(client.get(reverse(URL)))
    assert page.one("header.page-head form[role=search]")["action"] == reverse("expertise:finder")
    assert reverse("expertise:help_request_ask") in [link["href"] for link in page.all("header.page-head a")]


def test_of_very_many_groups_those_about_my_topics_those_that_meet_soon_and_the_newest_are_looked_at(
    member, monkeypatch
):
    monkeypatch.setattr(mine, "MOST_LOOKED_AT", 1)
    topic = TopicFactory()
    AskMeAbout.objects.create(content_object=member, tag=topic)
    fitting, soon, _neither, newest = (GroupFactory(name=name) for name in ("C", "B", "A", "D"))
    GroupTopic.objects.create(content_object=fitting, tag=topic)
    MeetingFactory(group=soon, starts_at=timezone.now() + dt.timedelta(days=1))
    assert suggest_groups(member) == [fitting, soon, newest]


def test_who_works_at_a_school_stands_on_pages_by_name_all_of_them_counted(client):
    site = SiteFactory()
    sign_in(client, MemberFactory(site=site, function=Function.SCHOOL_LEADER))
    people = sorted((MemberFactory(site=site) for _number in range(45)), key=lambda one: (one.sort_name, one.pk))
    url = reverse("dashboards:leader_people", args=[Function.TEACHER])
    first = client.get(url)
    second = client.get(url, {"vanaf": first.context["page"].next_cursor})
    shown = [name for page in (first, second) for name, _url in page.context["rows"]]
    assert shown == [person.get_full_name() for person in people]
    assert "45 op deze lijst" in Page(first).words
    assert not second.context["page"].next_cursor


def test_groups_of_a_school_stand_by_how_many_take_part_then_by_name(client):
    site = SiteFactory()
    leader = sign_in(client, MemberFactory(site=site, function=Function.SCHOOL_LEADER))
    many = GroupFactory(name="Zingen")
    few = [GroupFactory(name=name) for name in ("Lezen", "Rekenen")]
    for group in (many, *few):
        GroupMembershipFactory(group=group, member=MemberFactory(site=site))
    GroupMembershipFactory(group=many, member=leader)
    rows = client.get(reverse("dashboards:leader_groups")).context["rows"]
    assert [name for name, _url in rows] == ["Zingen", "Lezen", "Rekenen"]
