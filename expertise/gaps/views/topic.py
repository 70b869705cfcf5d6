"""The page of one topic: its status and why, and what stands behind its figures."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from expertise.claims.enums import ClaimState
from expertise.gaps.calls import last_call
from expertise.gaps.enums import GapStatus
from expertise.gaps.forms import StepForm
from expertise.gaps.presenters.drawing import draw
from expertise.gaps.presenters.words import ICONS, TONES, explain_status
from expertise.gaps.queries import topic as queries
from expertise.gaps.queries.gaps import NO_BOARD, Tie, TopicFacts, find_parts
from expertise.gaps.queries.kept import read_standings, read_ties, read_topics_including
from expertise.gaps.queries.topic import Person, Standing
from knowledge_network.kit.http import get_permitted, render_page
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.topics.models import Topic
from plg.groups.models import Group

# So many people of a board, and so many who are close, are named; the finder has the others.
MOST_OF_BOARD, MOST_NEARLY = 12, 24


@require_safe
def gaps_topic(request: MemberRequest, slug: str) -> HttpResponse:
    """Its status and why; the people, ties, questions and steps for who connects people."""
    topic = get_permitted(request, Topic.objects.approved(), "expertise.view_gaps", slug=slug)
    parts = find_parts(topic.pk)
    every = {pk: row for pk, row in read_topics_including(topic.pk).items() if pk in parts}
    row = every.pop(topic.pk)
    context = {
        "topic": topic,
        "row": row,
        "why": explain_status(row),
        "tone": TONES[row.status],
        "icon": ICONS[row.status],
        "is_gap": row.status in GapStatus.GAPS,
        "trail": [(_("Expertise in view"), reverse("expertise:gaps_board"))],
        "children": [present_child(child) for child in every.values()],
        "sees_people": (sees := request.user.has_perm("expertise.view_gap_people")),
        "acts": request.user.has_perm("expertise.act_on_gap"),
        "finder_url": reverse("expertise:finder", query={"thema": topic.slug}),
        **(_behind(request, topic, row, parts) if sees else {}),
    }
    return render_page(request, "expertise/gaps/gaps_topic.html", context)


@dataclass(frozen=True)
class ChildRow:
    """A topic that is part of the one shown."""

    name: str
    url: str
    label: str | Promise
    tone: str
    icon: str
    experts: int
    demand: int


def present_child(child: TopicFacts) -> ChildRow:
    return ChildRow(
        name=child.name,
        url=reverse("expertise:gaps_topic", args=[child.slug]),
        label=child.status.label,
        tone=TONES[child.status],
        icon=ICONS[child.status],
        experts=child.experts,
        demand=child.demand,
    )


def _behind(request: MemberRequest, topic: Topic, row: TopicFacts, parts: list[int]) -> dict[str, object]:
    """What stands behind the figures, as far as this reader may see it."""
    standing = queries.in_scope(read_standings(topic.pk, parts), queries.list_scopes(request.user))
    available = [one for one in standing if one.is_available]
    nearly = [one for one in standing if not one.is_available]
    # Of those that are named everything is read as it is now.
    named = [*first_of_boards(available), *nearly[:MOST_NEARLY]]
    people = {person.member.pk: person for person in queries.find_people(parts, among=[one.member for one in named])}
    shown = [people[one.member] for one in named if one.member in people]
    drawn = [person for person in shown if person.is_available]
    ties = read_ties(topic.pk)
    keys = {*row.by_board, *(key for tie in ties for key in (tie.board, tie.other))}
    names = {**queries.names_of_boards(keys), NO_BOARD: _("board not shown")}
    groups = queries.groups_with_question(parts, request.user)
    help_requests = queries.help_requests_about(parts, request.user)
    return {
        "boards": group_people_by_board(shown, available, row, names),
        "nearly": [present_person(person) for person in shown if not person.is_available],
        "nearly_count": len(nearly),
        "nearly_more": max(0, len(nearly) - MOST_NEARLY),
        "out_of_scope": row.experts - len(available),
        "drawing": draw(people=drawn, by_board=row.by_board, ties=ties, names=names) if row.experts else None,
        "ties": present_ties(ties, names, request),
        "help_requests": help_requests,
        # Of a list that is cut nobody knows how many are closed to the reader.
        "unread_requests": 0 if help_requests.is_cut else max(0, row.requests - len(help_requests)),
        "groups": groups,
        "misses": queries.misses_about(parts),
        "steps": queries.list_steps(topic.pk),
        "step_form": StepForm(),
        "called": last_call(topic),
    }


@dataclass(frozen=True)
class PersonRow:
    """Somebody who knows about the topic; `paused_until` when they take a break."""

    name: str
    member: Member
    url: str
    ask_url: str
    workplace: str
    state: str | Promise
    tone: str
    topics: list[str]
    paused_until: dt.date | None


@dataclass(frozen=True)
class BoardPeople:
    """The available people of a board; `more`: how many besides, `unnamed`: how many of it the reader may not name."""

    name: str
    anchor: str
    people: list[PersonRow]
    more: int
    unnamed: int


@dataclass(frozen=True)
class TieRow:
    """What ties two boards, with the groups that the reader may know of."""

    board: str
    other: str
    groups: list[Group]
    requests: int
    met: bool


def first_of_boards(people: list[Standing]) -> list[Standing]:
    """The first few of each board, by name."""
    seen: Counter[int] = Counter()
    found = []
    for one in people:
        seen[one.board] += 1
        if seen[one.board] <= MOST_OF_BOARD:
            found.append(one)
    return found


def group_people_by_board(
    people: list[Person], available: list[Standing], row: TopicFacts, names: dict[int, str]
) -> list[BoardPeople]:
    """The available people under their board, the largest first; with how many of it the reader may not name."""
    in_scope = Counter(one.board for one in available)
    found = []
    for key, (count, _recognised) in sorted(row.by_board.items(), key=lambda item: (-item[1][0], names[item[0]])):
        mine = [present_person(person) for person in people if person.is_available and person.board == key]
        anchor = f"b{key}" if key != NO_BOARD else "rest"
        more = max(0, in_scope[key] - MOST_OF_BOARD)
        unnamed = max(0, count - in_scope[key])
        found.append(BoardPeople(names[key], anchor, people=mine, more=more, unnamed=unnamed))
    return found


TONES_OF_CLAIMS: dict[str, str] = {
    ClaimState.RECOGNISED: "ok",
    ClaimState.SUBSTANTIATED: "ev",
    ClaimState.TO_CONFIRM: "wait",
}


def present_person(person: Person) -> PersonRow:
    state = ClaimState(person.best_state)
    return PersonRow(
        name=person.member.get_full_name(),
        member=person.member,
        url=person.member.get_absolute_url(),
        ask_url=address_to_ask(person.member.public_id, person.topic_slug),
        workplace=person.workplace,
        state=state.label,
        tone=TONES_OF_CLAIMS.get(state, "self"),
        topics=person.topics,
        paused_until=person.paused_until,
    )


def address_to_ask(member: str, topic: str) -> str:
    """Where to ask somebody something about the topic."""
    return reverse("expertise:help_request_ask", query={"aan": member, "thema": topic})


def present_ties(ties: list[Tie], names: dict[int, str], request: MemberRequest) -> list[TieRow]:
    """One query."""
    keys = {group for tie in ties for group in tie.groups}
    groups = Group.objects.visible_to(request.user).in_bulk(keys) if keys else {}
    return [
        TieRow(
            board=names.get(tie.board, ""),
            other=names.get(tie.other, ""),
            groups=[groups[key] for key in tie.groups if key in groups],
            requests=tie.requests,
            met=tie.met,
        )
        for tie in ties
    ]
