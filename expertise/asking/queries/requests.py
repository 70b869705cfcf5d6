"""What the pages of questions read: each function says how many queries it costs, whatever the number of rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypedDict, cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from expertise.asking.enums import HelpAudience, HelpState, MatchState, QuestionTab
from expertise.asking.models import HelpRequest, HelpRequestMatch
from expertise.asking.states import ICONS, TONES
from expertise.claims.models import ExpertiseClaim
from knowledge_network.members.people.models import AskMeAbout, Member
from knowledge_network.search.queries import Hit, search
from plg.groups.models import GroupMembership

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


def match_asked(member: Member) -> Q:
    """Questions for which this member, or a group of theirs, was asked and may still answer."""
    groups = GroupMembership.objects.current().filter(member=member).values("group")
    rows = HelpRequestMatch.objects.filter(help_request=OuterRef("pk"), state__in=MatchState.BUSY)
    return Exists(rows.filter(Q(expert=member) | Q(group__in=groups)))  # type: ignore[return-value]


def list_help_requests(reader: Member, tab: QuestionTab, topic: str = "") -> QuerySet[HelpRequest]:
    """The questions of one tab; of those asked to the reader with `waits_for_me`: they can still say yes or no."""
    rows = HelpRequest.objects.visible_to(reader)
    if tab == QuestionTab.MINE:
        rows = rows.filter(asker=reader)
    elif tab == QuestionTab.ASKED_ME:
        waits = HelpRequestMatch.objects.filter(
            help_request=OuterRef("pk"),
            expert=reader,
            state=MatchState.ASKED,
            help_request__state__in=HelpState.WAITING,
        )
        rows = rows.filter(match_asked(reader)).exclude(state=HelpState.WITHDRAWN).annotate(waits_for_me=Exists(waits))
    else:
        rows = rows.filter(state__in=HelpState.BUSY)
    if topic:
        rows = rows.filter(Q(topics__slug=topic) | Q(topics__parent__slug=topic)).distinct()
    return rows.select_related("asker").prefetch_related("topics")


def list_published(topic: str = "") -> QuerySet[HelpRequest]:
    """Answers that every member finds."""
    rows = HelpRequest.objects.filter(published_at__isnull=False).prefetch_related("topics")
    if topic:
        rows = rows.filter(Q(topics__slug=topic) | Q(topics__parent__slug=topic)).distinct()
    return rows


def find_similar(reader: Member, text: str, *, count: int = 4, without: str = "") -> list[Hit]:
    """Shared answers and other questions like this one; two queries, none for a short text."""
    if len(text.strip()) < 4:
        return []
    found = search(reader, text, per_kind=count).hits
    hits = [hit for hit in found if hit.kind in ("help_answer", "help_request") and hit.url != without]
    return sorted(hits, key=lambda hit: hit.kind != "help_answer")[:count]


class AskedMe(TypedDict):
    """What `find_fitting` adds to a question."""

    asked_me: bool


def find_fitting(member: Member, count: int = 3) -> list[WithAnnotations[HelpRequest, AskedMe]]:
    """Open questions that fit what this member knows about, or for which they were asked. Two queries."""
    claimed = ExpertiseClaim.objects.shown_to_members().filter(member=member).order_by().values("topic")
    about = AskMeAbout.objects.filter(content_object=member).values("tag")
    mine = HelpRequestMatch.objects.filter(help_request=OuterRef("pk"), expert=member)
    through = HelpRequest.topics.through.objects.filter(helprequest=OuterRef("pk"))
    fits = Exists(through.filter(Q(topic__in=claimed) | Q(topic__in=about)))
    rows = (
        HelpRequest.objects.visible_to(member)
        .waiting()
        .exclude(asker=member)
        .exclude(Exists(mine.exclude(state=MatchState.ASKED)))
        .annotate(asked_me=Exists(mine))
        .filter(Q(asked_me=True) | fits)
    )
    shown = rows.select_related("asker").prefetch_related("topics").order_by("-asked_me", "asked_at", "pk")[:count]
    return cast("list[WithAnnotations[HelpRequest, AskedMe]]", list(shown))


def find_own_open(member: Member, count: int = 5) -> list[HelpRequest]:
    """One's own questions that did not end. One query."""
    rows = HelpRequest.objects.filter(asker=member).unfinished()
    return list(rows.order_by("-state_since", "pk")[:count])


def find_fitting_for(members: Sequence[Member], count: int = 3) -> dict[int, list[tuple[HelpRequest, str]]]:
    """For each member open questions to the whole network about their topics, oldest first, and which topic. Four
    queries, whatever the number of members."""
    rows = list(
        HelpRequest.objects.waiting()
        .filter(audience=HelpAudience.NETWORK)
        .prefetch_related("topics", "matches")
        .order_by("asked_at", "pk")[:200]
    )
    if not rows:
        return {}
    topics: dict[int, set[int]] = {member.pk: set() for member in members}
    claims = ExpertiseClaim.objects.shown_to_members().filter(member__in=members).values_list("member_id", "topic_id")
    profiles = AskMeAbout.objects.filter(content_object__in=members).values_list("content_object_id", "tag_id")
    for member, topic in [*claims, *profiles]:
        topics[member].add(topic)
    found: dict[int, list[tuple[HelpRequest, str]]] = {}
    for pk, mine in topics.items():
        for row in rows:
            shared = sorted(topic.name for topic in row.topics.all() if topic.pk in mine)
            said_no = any(m.expert_id == pk and m.state != MatchState.ASKED for m in row.matches.all())
            if shared and row.asker_id != pk and not said_no and len(found.setdefault(pk, [])) < count:
                found[pk].append((row, shared[0]))
    return {pk: chosen for pk, chosen in found.items() if chosen}


@dataclass(frozen=True)
class QuestionCard:
    """One line of a list; the name only where it was given. `asked_me`: the reader was asked by name."""

    url: str
    title: str
    name: str
    topics: list[str]
    situation: str
    asked_at: dt.datetime
    state: str
    tone: str
    icon: str
    answer_by: dt.date | None
    asked_me: bool


def build_card(help_request: HelpRequest, *, asked_me: bool = False) -> QuestionCard:
    return QuestionCard(
        url=reverse("expertise:help_request_detail", args=[help_request.public_id]),
        title=help_request.title,
        name="" if help_request.is_anonymous else help_request.asker.get_full_name(),
        topics=sorted(topic.name for topic in help_request.topics.all()),
        situation=help_request.situation[:300],
        asked_at=help_request.asked_at,
        state=help_request.get_state_display(),
        tone=TONES.get(help_request.state, ""),
        icon=ICONS.get(help_request.state, "circle-help"),
        answer_by=help_request.answer_by,
        asked_me=asked_me,
    )
