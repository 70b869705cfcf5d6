"""Every figure of every start page opens exactly the list that it counts, or the published table in which it stands."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from expertise.asking.enums import HelpAudience, HelpState
from expertise.products.enums import ProductStatus
from knowledge_network.dashboards import cockpit
from knowledge_network.members.people.enums import Function, NetworkRoleKind, RoleVariant
from knowledge_network.members.people.models import RoleProposal
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import Delivery
from plg.meetings.enums import MeetingAudience, MeetingStatus
from plg.records.models import Minutes
from plg.space.actions.conversations import start_conversation
from tests import factories as f
from tests.pages import Page
from tests.plg.meetings.helpers import invited, planned

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def rows_of_table(context: Any) -> int:
    return len(context["table"].rows)


def rows_of_board(context: Any) -> int:
    return len(context["rows"])


def roles_of_page(context: Any) -> int:
    return sum(len(section.roles) for section in context["sections"])


# What of the page behind an exact figure counts; a figure without a line here makes the test fail. What people do or
# think (class B and C) is told in the bands of a published table, never in rows.
CLASS_B = "class-b"
READS: dict[str, Callable[[Any], int]] = {
    "setup": lambda context: len(context["missing"]),
    "signups": rows_of_table,
    "cover": lambda context: len(context["waiting"]),
    "decide": lambda context: len(context["rows"]),
    "dormant": rows_of_table,
    "no_agreement": rows_of_table,
    "ends_soon": rows_of_table,
    "join_requests": rows_of_table,
    "attendance": rows_of_table,
    "minutes": rows_of_table,
    "mail": rows_of_table,
    "unanswered": lambda context: context["reminding"].people + context["reminding"].reminded,
    "topics": lambda context: len(context["proposals"]),
    "products": lambda context: len(context["others"]),
    "products_to_revise": lambda context: len(context["to_revise"]),
    "gaps": rows_of_board,
    "obligations": lambda context: len(context["lines"]),
    "signatures": rows_of_board,
    "help_escalated": rows_of_table,
    "help_unanswered": rows_of_table,
    "help_answers": rows_of_table,
    "week": lambda context: context["total"].number,
    "data_requests": lambda context: len(context["open_requests"]),
    "mail_stuck": lambda context: context["mail"].count,
    "mail_failed": lambda context: context["mail"].count,
    "roles": lambda context: len(context["proposals"]),
    "roles_without_second_factor": roles_of_page,
    "roles_ending": roles_of_page,
    "people": lambda context: context["count"],
    "leader_groups": lambda context: context["count"],
    "covered": rows_of_board,
    "strategic": rows_of_board,
    "white_spots": rows_of_board,
    "islands": rows_of_board,
    "asked": lambda context: len(context["asked"]),
    "unread": lambda context: sum(row.is_unread for row in context["conversations"]),
}


@pytest.fixture
def coordinator(client):
    member = f.NetworkRoleFactory(member__last_seen_on=timezone.localdate()).member
    client.force_login(member, backend="knowledge_network.members.accounts.backends.MemberBackend")
    return member


@pytest.fixture
def busy():
    """Of each figure something that counts, and beside it what looks like it and does not."""
    now, today = timezone.now(), timezone.localdate()
    lead = f.MemberFactory()
    f.GroupFactory(state="submitted", started_on=None)
    f.GroupFactory(kind="expert", state="dormant", contact_person=lead)
    project = {"kind": "project", "state": "active", "contact_person": lead}
    f.GroupFactory(**project, ends_on=today + 10 * DAY)
    f.GroupFactory(**project, ends_on=today + 300 * DAY)
    group = f.GroupFactory(contact_person=lead)
    for age in (9, 8, 2):
        f.JoinRequestFactory(group=group, requested_at=now - age * DAY)
    f.JoinRequestFactory(requested_at=now - DAY)
    for age, fields in (
        (9, {}),
        (9, {"attendance_confirmed_at": now}),
        (3, {}),
        (200, {}),
        (9, {"status": MeetingStatus.CANCELLED}),
        (9, {"audience": MeetingAudience.CHOSEN}),
    ):
        planned(group, now - age * DAY, **fields)
    Minutes.objects.create(meeting=planned(group, now - 9 * DAY), shared_at=now)
    coming = planned(group, now + 9 * DAY)
    silent = f.MemberFactory()
    for meeting in (coming, planned(group, now + 10 * DAY)):
        invited(meeting, silent)
    invited(planned(group, now + 90 * DAY))
    mail = {"kind": "members.test_mail", "address": "x@example.org", "text": "x"}
    for key in ("one", "two"):
        Delivery.objects.create(**mail, key=key, state=DeliveryState.FAILED, reason="SMTP 550")
    Delivery.objects.create(**mail, key="three", state=DeliveryState.SENT, sent_at=now)

    _busy_elsewhere(now)


def _busy_elsewhere(now: dt.datetime) -> None:
    """Topics, questions, products, people who ask in, mail that is stuck, roles that end."""
    site = f.SiteFactory()
    f.SignupRequestFactory(organisation=site)
    f.TopicFactory(state="proposed")
    for strategic in (True, False):
        f.TopicFactory(strategic=strategic)
    asked = {"audience": HelpAudience.NETWORK, "state": HelpState.OPEN}
    f.HelpRequestFactory(**asked)
    f.HelpRequestFactory(**asked, escalated_at=now - DAY)
    f.KnowledgeProductFactory(status=ProductStatus.REVIEW, submitted_at=now - DAY)
    f.KnowledgeProductFactory(status=ProductStatus.TO_REVISE)
    mail = {"kind": "members.test_mail", "address": "x@example.org", "text": "x"}
    Delivery.objects.create(**mail, key="stuck", due_at=now - DAY)
    Delivery.objects.create(**mail, key="soon", due_at=now)
    f.NetworkRoleFactory(role=NetworkRoleKind.PRIVACY_CONTACT, end=timezone.localdate() + 9 * DAY)
    RoleProposal.objects.create(
        member=f.MemberFactory(), role=NetworkRoleKind.PRIVACY_CONTACT, proposed_by=f.MemberFactory()
    )


EXTRA = {NetworkRoleKind.PROGRAMME_LEADER: {"variant": RoleVariant.values[0], "fte": "0.2"}}
BACKEND = "knowledge_network.members.accounts.backends.MemberBackend"
DESKS = {
    "signups",
    "decide",
    "dormant",
    "join_requests",
    "attendance",
    "mail",
    "topics",
    "products",
    "gaps",
    "week",
    "roles",
}
# Who has a start page of their own, and figures that stand there at the least.
ROLES: dict[str, tuple[dict[str, Any], str | None, set[str]]] = {
    "coordinator": ({}, NetworkRoleKind.NETWORK_COORDINATOR, DESKS),
    "programme leader": ({}, NetworkRoleKind.PROGRAMME_LEADER, DESKS),
    "liaison officer": ({}, NetworkRoleKind.LIAISON_OFFICER, {"help_escalated", "help_unanswered"}),
    "privacy contact": ({}, NetworkRoleKind.PRIVACY_CONTACT, set()),
    "administrator": (
        {},
        NetworkRoleKind.PLATFORM_ADMIN,
        {"mail_stuck", "mail_failed", "roles_ending", "roles_without_second_factor"},
    ),
    "school leader": (
        {"function": Function.SCHOOL_LEADER},
        None,
        {"people", "leader_groups", "strategic", "white_spots", "signups"},
    ),
    "director": ({"function": Function.BOARD_MEMBER}, None, {"strategic"}),
    "group leader": ({}, None, {"asked", "unread"}),
    "teacher": ({}, None, set()),
}


def find_figures(page: Page) -> list[tuple[str, str, str]]:
    """Key, number and address of each figure of a page. A number without a key is a fault."""
    found = page.all("a[data-figure]")
    shown = " ".join(link.source for link in found)
    # What repeats a drawing as a table, and what was filled in, is no figure of its own.
    repeated = " ".join(cell.source for cell in page.all("details.twin td.num"))
    for place in (".figure", ".figure-strip b", "td.num", ".stat b"):
        for part in page.all(place):
            if re.search(r"\d", part.words) and part.source not in repeated:
                assert part.all("a[data-figure]") or part.source in shown, f"{part.words!r} has no class"
    return [
        (
            link["data-figure"].partition(":")[0],
            link["data-count"] if "data-count" in link.attributes else (re.findall(r"\d+", link.words) or [""])[0],
            link["href"],
        )
        for link in found
    ]


@pytest.mark.parametrize("role", ROLES)
def test_every_figure_of_every_start_page_opens_what_it_counts(client, busy, role):
    values, kind, wanted = ROLES[role]
    member = f.MemberFactory(last_seen_on=timezone.localdate(), **values)
    if kind:
        f.NetworkRoleFactory(member=member, role=kind, **EXTRA.get(kind, {}))
    if role == "school leader":
        school = member.current_appointments[0].organisation
        f.GroupMembershipFactory(member=f.MemberFactory(site=school))
        f.SignupRequestFactory(organisation=school)
    if role == "group leader":
        _lead(member)
    client.force_login(member, backend=BACKEND)
    figures = find_figures(Page(client.get(reverse("dashboards:start"))))
    assert wanted <= {key for key, _number, _url in figures}
    for key, number, url in figures:
        response = client.get(url)
        assert response.status_code == 200, (key, url)
        if key == CLASS_B:
            assert response.resolver_match.view_name == "dashboards:indicator"
        else:
            assert READS[key](response.context) == int(number), (key, url)


def _lead(member: Any) -> None:
    """A group in which somebody asks to join, somebody who left asked too, and somebody wrote."""
    group = f.GroupMembershipFactory(member=member, role="lead", start=timezone.localdate() - 9 * DAY).group
    f.JoinRequestFactory(group=group)
    f.JoinRequestFactory(group=group, member__left_at=timezone.now())
    writer = f.GroupMembershipFactory(group=group).member
    start_conversation(group=group, by=writer, title="Breuken", text="Wie heeft er iets?")


@pytest.mark.parametrize("role", ["coordinator", "school leader", "administrator"])
def test_every_desk_of_management_opens_what_it_counts(client, busy, role):
    values, kind, _wanted = ROLES[role]
    member = f.MemberFactory(last_seen_on=timezone.localdate(), **values)
    if kind:
        f.NetworkRoleFactory(member=member, role=kind)
    client.force_login(member, backend=BACKEND)
    for key, number, url in find_figures(Page(client.get(reverse("dashboards:management")))):
        assert READS[key](client.get(url).context) == int(number), (key, url)


def test_each_figure_of_groups_meetings_and_mail_opens_the_list_that_it_counts(client, coordinator, busy):
    desks = {desk.key: desk for desk in cockpit.find_desks(coordinator)}
    keys = (
        "decide",
        "dormant",
        "no_agreement",
        "ends_soon",
        "join_requests",
        "attendance",
        "minutes",
        "mail",
        "unanswered",
    )
    found = {key: READS[key](client.get(desks[key].url).context) for key in keys}
    assert found == {key: desks[key].count for key in keys}
    assert min(found.values()) > 0, "something of each"
