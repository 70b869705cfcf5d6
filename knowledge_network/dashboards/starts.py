"""What stands first on «Mijn start» for who is not a teacher: each role finds what it came for on its first screen.

A block is a heading, a sentence that says what it is, and lines that lead on; without lines it says what there will be.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from expertise.asking.models import HelpRequest
from knowledge_network.kit.addresses import address_by_key
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.network import read_network
from knowledge_network.members.network.enums import SetupStep
from knowledge_network.members.people.enums import Function, NetworkRoleKind
from knowledge_network.members.people.models import Appointment, NetworkRole
from plg.groups.enums import GroupState
from plg.groups.models import Group, GroupMembership
from plg.meetings.queries import with_next_meeting

if TYPE_CHECKING:
    from expertise.asking.queries.requests import QuestionCard
    from knowledge_network.members.people.models import Member
    from lesson_study.cycles.presenters.lists import MyStep

MOST_LINES = 5
# One row at a desk.
MOST_STEPS = 4
# Of the steps of setting up that are left.
MOST_NAMED = 3
# Blocks that offer groups: beside them nothing else asks to join one.
SHOW_GROUPS = frozenset({"groups_for_students", "practice_questions"})
COACHES = frozenset({Function.SCHOOL_EDUCATOR, Function.WORKPLACE_MENTOR})
SCHOLARS = frozenset({Function.INSTITUTE_EDUCATOR, Function.RESEARCHER})
# Who asks about learning to teach: those who learn it, and those who guide them.
LEARNING_TO_TEACH = (Function.STUDENT_TEACHER, *sorted(COACHES))
# What a closed and an open group is, said where somebody chooses one.
HOW_TO_JOIN = _(
    "An open group: ask to join, and who leads it answers soon. A closed group works with the people it invited; you"
    " can always read what it makes."
)


@dataclass(frozen=True)
class FirstLine:
    """Something to open; `chip` says that it waits for the reader."""

    url: str
    title: str
    about: str
    icon: str
    chip: str | Promise = ""
    kind: str = ""


@dataclass(frozen=True)
class NextStep:
    """What somebody who runs a new network does next."""

    url: str
    label: str | Promise
    words: str | Promise
    icon: str


def find_next_steps() -> list[NextStep]:
    """While nobody began a group: the network itself, people, then what they do together. One query."""
    if Group.objects.exists():
        return []
    return [*_set_up(), *_find_people_and_groups()][:MOST_STEPS]


def _set_up() -> list[NextStep]:
    """What is left of setting up, while something is."""
    if not (left := read_network().open_steps):
        return []
    names = [str(SetupStep(step).label) for step in left[:MOST_NAMED]]
    which = ", ".join(name[:1].lower() + name[1:] for name in names) + (" …" if len(left) > MOST_NAMED else "")
    words = ngettext(
        "%(count)s step to go: %(which)s. Each can wait.", "%(count)s steps to go: %(which)s. Each can wait.", len(left)
    )
    return [
        NextStep(
            url=reverse("members:network_settings"),
            label=_("Set up your network"),
            words=words % {"count": len(left), "which": which},
            icon="list-checks",
        )
    ]


def _find_people_and_groups() -> list[NextStep]:
    return [
        NextStep(
            url=reverse("members:invitation_create"),
            label=_("Invite people"),
            words=_("A few at a time: who gets the mail has an account at once."),
            icon="user-plus",
        ),
        NextStep(
            url=reverse("members:import_members"),
            label=_("Bring in a list of people"),
            words=_("From a sheet of a school or board; you look before any mail goes out."),
            icon="file-up",
        ),
        NextStep(
            url=reverse("plg:group_new"),
            label=_("Begin the first group"),
            words=_("With a question of teachers. Others see at once how it works."),
            icon="users",
        ),
        NextStep(
            url=reverse("plg:network_meeting_plan"),
            label=_("Plan a meeting of everybody"),
            words=_("A first afternoon together; who comes in later is invited too."),
            icon="calendar-plus",
        ),
    ]


@dataclass(frozen=True)
class FirstBlock:
    """A part of the first screen; `empty` stands there while there are no lines."""

    key: str
    title: str | Promise
    hint: str | Promise
    empty: str | Promise
    lines: list[FirstLine]
    more_url: str = ""
    more_label: str | Promise = ""


def find_first_blocks(
    member: Member,
    functions: Iterable[str],
    *,
    suggestions: list[Group],
    studies: list[MyStep],
    fitting: list[QuestionCard],
) -> list[FirstBlock]:
    """The blocks of everything that somebody is. Seven queries for a liaison officer, two for who guides students.

    `functions` are those of today; `suggestions`, `studies` and `fitting` were read for the page anyway.
    """
    works_as = set(functions)
    blocks: list[FirstBlock] = []
    if member.is_liaison_officer:
        blocks += _for_liaison_officer(member)
    if Function.STUDENT_TEACHER in works_as:
        blocks.append(_groups_for_students(suggestions))
    if works_as & COACHES:
        blocks.append(_questions_on_learning_to_teach(member))
    if works_as & SCHOLARS:
        blocks += [_asked_as_expert(studies, fitting), _practice_questions(suggestions)]
    return blocks


# Student teachers -------------------------------------------------------------------------------


def _groups_for_students(groups: list[Group]) -> FirstBlock:
    address = address_by_key("plg:group_detail")
    lines = [
        FirstLine(
            url=address(group.slug),
            title=group.name,
            about=_about_group(group),
            icon="",
            kind=group.kind,
        )
        for group in groups
    ]
    return FirstBlock(
        key="groups_for_students",
        title=_("Groups that welcome student teachers"),
        hint=HOW_TO_JOIN,
        empty=_("You are in every group that welcomes students, or have asked to be."),
        lines=lines,
        more_url=reverse("plg:group_list"),
        more_label=_("All groups"),
    )


def _about_group(group: Group) -> str:
    """What it is about and when it meets, as far as known."""
    fitting: list[str] = getattr(group, "fitting", [])
    next_meeting: dt.datetime | None = getattr(group, "next_meeting_at", None)
    parts = [", ".join(fitting), nice_date(next_meeting) if next_meeting else ""]
    return " · ".join(part for part in (capfirst(str(group.get_kind_display())), *parts) if part)


# Who guides students ----------------------------------------------------------------------------


def _questions_on_learning_to_teach(member: Member) -> FirstBlock:
    """Open questions of students and of who guides them. Who asks without a name is not known as one. Two queries."""
    asks = Appointment.objects.current().filter(member=OuterRef("asker"), function__in=LEARNING_TO_TEACH)
    rows = HelpRequest.objects.visible_to(member).waiting().filter(Exists(asks), is_anonymous=False)
    found = rows.exclude(asker=member).prefetch_related("topics").order_by("asked_at", "pk")[:MOST_LINES]
    return FirstBlock(
        key="learning_to_teach",
        title=_("Questions about learning to teach"),
        hint=_("Asked by student teachers and by colleagues who guide them, and nobody helps yet."),
        empty=_("No question of students or their guides is open. Do you have one yourself?"),
        lines=[_line_of(row) for row in found],
        more_url=reverse("expertise:help_request_list"),
        more_label=_("All open questions"),
    )


def _line_of(help_request: HelpRequest) -> FirstLine:
    topics = ", ".join(sorted(topic.name for topic in help_request.topics.all()))
    return FirstLine(
        url=reverse("expertise:help_request_detail", args=[help_request.public_id]),
        title=help_request.title,
        about=" · ".join(part for part in (topics, nice_date(help_request.asked_at)) if part),
        icon="message-circle-question-mark",
    )


# Who teaches and studies at an institute ----------------------------------------------------------


def _asked_as_expert(studies: list[MyStep], fitting: list[QuestionCard]) -> FirstBlock:
    lines = [
        FirstLine(url=card.url, title=card.title, about=", ".join(card.topics), icon="message-circle-question-mark")
        for card in fitting
        if card.asked_me
    ]
    lines += [
        FirstLine(url=step.url, title=step.label, about=f"{step.title} · {step.where}", icon="flask-conical")
        for step in studies
    ]
    return FirstBlock(
        key="asked_as_expert",
        title=_("Asked of you as an expert"),
        hint=_("Teams and colleagues who would like your knowledge: a Lesson Study to look at, a question to answer."),
        empty=_("Nobody asks for you just now. What you say you know is how people find you."),
        lines=lines[:MOST_LINES],
        more_url=reverse("expertise:my_expertise"),
        more_label=_("My expertise"),
    )


def _practice_questions(groups: list[Group]) -> FirstBlock:
    """Of groups that the reader is not in, those about the own topics first."""
    address = address_by_key("plg:group_detail")
    lines = [
        FirstLine(url=address(group.slug), title=group.question, about=f"{group.name} · {_about_group(group)}", icon="")
        for group in groups
        if group.question
    ]
    return FirstBlock(
        key="practice_questions",
        title=_("Questions from practice"),
        hint=_("What groups want to find out just now. Bring in research, or let your students look along."),
        empty=_("No open group has a question that you are not working on already."),
        lines=lines,
        more_url=reverse("plg:group_list"),
        more_label=_("All groups"),
    )


# Liaison officers -------------------------------------------------------------------------------


def _for_liaison_officer(member: Member) -> list[FirstBlock]:
    """Of the questions with their scope and topics, of the boards and of the groups."""
    waiting = HelpRequest.objects.visible_to(member).waiting().in_scope_of(member).exclude(asker=member)
    found = waiting.prefetch_related("topics").order_by("-escalated_at", "asked_at", "pk")[:MOST_LINES]
    questions = FirstBlock(
        key="unanswered",
        title=_("Questions that nobody answered yet"),
        hint=_("Of your part of the network, what was passed to you first. Who do you know that could help?"),
        empty=_("Every question of your part of the network has somebody who helps."),
        lines=[_line_of(row) for row in found],
        more_url=reverse("expertise:help_board"),
        more_label=_("All questions on the desk"),
    )
    return [questions, _weak_links(member)]


def _weak_links(member: Member) -> FirstBlock:
    """Running groups without anybody of the officer's boards; without boards those of people of one board only."""
    scopes = NetworkRole.objects.current().filter(member=member, role=NetworkRoleKind.LIAISON_OFFICER)
    boards = [board for board in scopes.values_list("scope_board", flat=True) if board is not None]
    inside = GroupMembership.objects.current().participating().filter(group=OuterRef("pk"))
    works = Appointment.objects.current().filter(member=OuterRef("member"))
    here = works.filter(Q(organisation__in=boards) | Q(organisation__governing_board__in=boards))
    groups = Group.objects.filter(state=GroupState.ACTIVE).exclude(Exists(inside.filter(Exists(here))))
    found = list(with_next_meeting(groups).order_by("name")[:MOST_LINES]) if boards else []
    address = address_by_key("plg:group_detail")
    return FirstBlock(
        key="weak_links",
        title=_("Weak links"),
        hint=_("Groups in which nobody of your boards takes part. Whom could you introduce?"),
        empty=_("In every running group somebody of your boards takes part."),
        lines=[
            FirstLine(url=address(group.slug), title=group.name, about=_about_group(group), icon="", kind=group.kind)
            for group in found
        ],
        more_url=reverse("dashboards:weak_links"),
        more_label=_("What goes from partner to partner, and what does not"),
    )
