"""Each role finds first on «Mijn start» what it came for, and nothing that is for others."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from expertise.asking.enums import HelpAudience, HelpState
from expertise.asking.models import HelpRequest
from knowledge_network.dashboards.checklists import find_checklists
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import AskMeAbout
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from plg.groups.enums import GroupRole
from plg.groups.models import GroupTopic, JoinRequest
from plg.records.models import ActionItem, Minutes
from tests import factories as f

pytestmark = pytest.mark.django_db
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
URL = "dashboards:start"
DAY = dt.timedelta(days=1)


def sign_in(client, **values):
    member = f.MemberFactory(**values)
    member.last_seen_on = timezone.localdate()
    member.save(update_fields=["last_seen_on"])
    client.force_login(member, backend=BACKEND)
    return member


def blocks(client):
    return {
        block.key: [line.title for line in block.lines] for block in client.get(reverse(URL)).context["first_blocks"]
    }


def question(title, asker, **values):
    return f.HelpRequestFactory(title=title, asker=asker, audience=HelpAudience.NETWORK, state=HelpState.OPEN, **values)


def officer_of(client, board=None, **values):
    member = sign_in(client, **values)
    f.NetworkRoleFactory(member=member, role=NetworkRoleKind.LIAISON_OFFICER, scope_board=board)
    return member


def test_a_teacher_has_the_page_of_a_teacher(client):
    sign_in(client)
    f.GroupFactory()
    context = client.get(reverse(URL)).context
    assert (context["first_blocks"], context["checklists"], context["desks"]) == ([], [], None)
    assert context["shows_suggestions"]


def test_a_student_teacher_finds_groups_that_welcome_students_once_and_reads_how_to_join(client):
    sign_in(client, function=Function.STUDENT_TEACHER)
    f.GroupFactory(name="Welkom", open_to_students=True)
    f.GroupFactory(name="Alleen leraren", open_to_students=False)
    assert blocks(client) == {"groups_for_students": ["Welkom"]}
    page = client.get(reverse(URL)).text
    assert page.count(">Welkom</a>") == 1
    assert "Gesloten groep" in page


@pytest.mark.parametrize("function", [Function.SCHOOL_EDUCATOR, Function.WORKPLACE_MENTOR])
def test_who_guides_students_finds_questions_of_students_and_guides_but_of_nobody_without_a_name(client, function):
    member = sign_in(client, function=function)
    student, mentor, teacher = (
        f.MemberFactory(function=one) for one in (Function.STUDENT_TEACHER, Function.WORKPLACE_MENTOR, Function.TEACHER)
    )
    question("Orde houden", student)
    question("Nagesprek", mentor)
    question("Zonder naam", student, is_anonymous=True)
    question("Van een leraar", teacher)
    question("Van mijzelf", member)
    taken = question("Wordt al geholpen", student)
    taken.state = HelpState.TALKING
    taken.save()
    topic = f.TopicFactory()
    AskMeAbout.objects.create(content_object=member, tag=topic)
    for row in HelpRequest.objects.exclude(asker=member):
        row.topics.add(topic)
    assert blocks(client) == {"learning_to_teach": ["Orde houden", "Nagesprek"]}
    # What stands on top does not stand among the questions that fit as well.
    fitting = client.get(reverse(URL)).context["help_requests"].fitting
    assert {card.title for card in fitting} <= {"Zonder naam", "Van een leraar"}


@pytest.mark.parametrize("function", [Function.INSTITUTE_EDUCATOR, Function.RESEARCHER])
def test_who_studies_practice_finds_requests_and_questions_of_groups_the_own_topics_first(client, function):
    member = sign_in(client, function=function)
    topic = f.TopicFactory(name="breuken")
    AskMeAbout.objects.create(content_object=member, tag=topic)
    f.GroupFactory(name="Aaa", question="Hoe krijg ik ze aan het lezen?")
    fitting = f.GroupFactory(name="Zzz", question="Hoe redeneren leerlingen?")
    GroupTopic.objects.create(content_object=fitting, tag=topic)
    f.GroupFactory(name="Zonder vraag", question="")
    found = blocks(client)
    assert found["practice_questions"] == ["Hoe redeneren leerlingen?", "Hoe krijg ik ze aan het lezen?"]
    assert found["asked_as_expert"] == []
    assert "Nu vraagt niemand jou" in client.get(reverse(URL)).text


def test_who_leads_a_group_finds_what_it_needs_and_the_list_shrinks(client):
    member = sign_in(client)
    group = f.GroupFactory(name="Rekenkring")
    f.GroupMembershipFactory(group=group, member=member, role=GroupRole.LEAD, start=timezone.localdate() - 300 * DAY)
    f.GroupMembershipFactory(member=member, group__name="Alleen lid")
    held = f.MeetingFactory(group=group, starts_at=timezone.now() - 9 * DAY)
    JoinRequest.objects.create(group=group, member=f.MemberFactory())
    ActionItem.objects.create(group=group, title="Stroken snijden", owner=member, due_on=timezone.localdate() - DAY)
    [listed] = find_checklists(member)
    assert (listed.name, len(listed.open_steps), len(listed.steps)) == ("Rekenkring", 6, 6)
    page = client.get(reverse(URL)).text
    assert reverse("plg:meeting_plan", args=[group.slug]) in page
    f.MeetingFactory(group=group, starts_at=timezone.now() + 9 * DAY)
    held.attendance_confirmed_at = timezone.now()
    held.save()
    Minutes.objects.create(meeting=held, shared_at=timezone.now())
    JoinRequest.objects.update(state="withdrawn")
    ActionItem.objects.update(status="done")
    [listed] = find_checklists(member)
    assert [step.url for step in listed.open_steps] == [reverse("plg:agreement_detail", args=[group.slug])]
    assert (listed.done, len(listed.steps)) == (5, 6)


def test_a_liaison_officer_finds_unanswered_questions_of_the_scope_and_groups_without_its_boards(client):
    board, other = f.BoardFactory(), f.BoardFactory()
    officer_of(client, board, function=Function.SCHOOL_EDUCATOR, site=f.SiteFactory(governing_board=other))
    inside = f.MemberFactory(site=f.SiteFactory(governing_board=board))
    outside = f.MemberFactory(site=f.SiteFactory(governing_board=other))
    question("Van ons bestuur", inside)
    question("Van een ander bestuur", outside)
    f.GroupMembershipFactory(group__name="Met ons", member=inside)
    f.GroupMembershipFactory(group__name="Zonder ons", member=outside)
    found = blocks(client)
    assert found["unanswered"] == ["Van ons bestuur"]
    assert found["weak_links"] == ["Zonder ons"]


def test_the_platform_administrator_finds_counts_and_no_address(client):
    member = sign_in(client)
    f.NetworkRoleFactory(member=member, role=NetworkRoleKind.PLATFORM_ADMIN)
    f.NetworkRoleFactory(role=NetworkRoleKind.PRIVACY_CONTACT, end=timezone.localdate() + 9 * DAY)
    late = {"kind": "test", "address": "kanarie@example.org", "subject": "kanarie"}
    Delivery.objects.create(key="a", due_at=timezone.now() - DAY / 24, **late)
    Delivery.objects.create(key="b", due_at=timezone.now(), **late)
    Delivery.objects.create(key="c", state=DeliveryState.FAILED, reason="stuk", **late)
    response = client.get(reverse(URL))
    assert {desk.key: desk.count for desk in response.context["desks"]} == {
        "mail_stuck": 1,
        "mail_failed": 1,
        "roles_without_second_factor": 2,
        "roles_ending": 1,
    }
    assert "kanarie" not in response.text


# What it costs --------------------------------------------------------------------------------


def fill(count):
    """Something of everything for every role."""
    topic = f.TopicFactory()
    for number in range(count):
        group = f.GroupFactory(question=f"Vraag {number}?", open_to_students=True)
        GroupTopic.objects.create(content_object=group, tag=topic)
        f.MeetingFactory(group=group)
        row = question(f"Hulp {number}", f.MemberFactory(function=Function.STUDENT_TEACHER))
        row.topics.add(topic)
        Delivery.objects.create(key=str(number), kind="t", address="a@example.org", due_at=timezone.now() - DAY)
    return topic


def lead(member, count):
    for _number in range(count):
        led = f.GroupMembershipFactory(member=member, role=GroupRole.LEAD, start=timezone.localdate() - 99 * DAY)
        f.MeetingFactory(group=led.group, starts_at=timezone.now() - 9 * DAY)
        JoinRequest.objects.create(group=led.group, member=f.MemberFactory())


@pytest.mark.parametrize("item_count", [1, 3])
@pytest.mark.parametrize(
    ("function", "role", "leads", "cost"),
    [
        (Function.STUDENT_TEACHER, None, False, 14),
        (Function.SCHOOL_EDUCATOR, None, False, 16),
        (Function.WORKPLACE_MENTOR, None, False, 16),
        (Function.INSTITUTE_EDUCATOR, None, False, 14),
        (Function.RESEARCHER, None, False, 14),
        (Function.TEACHER, None, True, 16),
        (Function.TEACHER, NetworkRoleKind.LIAISON_OFFICER, False, 23),
        (Function.TEACHER, NetworkRoleKind.PLATFORM_ADMIN, False, 16),
    ],
)
def test_each_start_costs_the_same_whatever_waits(
    client, django_assert_num_queries, function, role, leads, cost, item_count
):
    board = f.BoardFactory()
    member = sign_in(client, function=function)
    if role:
        scope = {"scope_board": board} if role == NetworkRoleKind.LIAISON_OFFICER else {}
        f.NetworkRoleFactory(member=member, role=role, **scope)
    fill(item_count)
    if leads:
        lead(member, item_count)
    with django_assert_num_queries(cost):
        client.get(reverse(URL))
