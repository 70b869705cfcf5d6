"""From a gap to a deed: a call, an expert group, a meeting with another board, or a note of what was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from expertise.gaps import actions
from expertise.gaps.calls import last_call, look_at_call
from expertise.gaps.forms import BridgeForm, CallForm, StepForm
from expertise.gaps.models import GapAction
from expertise.gaps.queries.gaps import NO_BOARD, TopicFacts, find_parts
from expertise.gaps.queries.kept import read_fitting, read_topics_including
from expertise.gaps.queries.topic import (
    ReasonsAndWork,
    boards_now,
    interested,
    names_of_boards,
    of_boards,
    why_interested,
    with_work,
)
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import get_permitted, render_page
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.topics.models import Topic
from plg.groups.enums import GroupKind
from plg.groups.forms.groups import GroupForm
from plg.groups.kinds import INFO
from plg.meetings.enums import MeetingKind

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

MOST_PER_BOARD = 20


def _topic(request: MemberRequest, slug: str, permission: str = "expertise.act_on_gap") -> Topic:
    topic: Topic = get_permitted(request, Topic.objects.approved(), permission, slug=slug)
    return topic


def _page_of(topic: Topic, part: str | None = None) -> str:
    return reverse("expertise:gaps_topic", args=[topic.slug], fragment=part)


def _trail(topic: Topic) -> list[tuple[str, str]]:
    return [(_("Expertise in view"), reverse("expertise:gaps_board")), (topic.name, _page_of(topic))]


def _sent(request: MemberRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
def gap_call(request: MemberRequest, slug: str) -> HttpResponse:
    """First who is called and who is not, and why; the same page sends it."""
    topic = _topic(request, slug)
    form = CallForm(_sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            step = actions.call_experts(topic=topic, by=request.user, note=form.cleaned_data["note"])
        except RefusedError as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(_page_of(topic))
        said = ngettext("The call goes to %(count)d person.", "The call goes to %(count)d people.", step.reached or 0)
        offer_undo(request, said % {"count": step.reached}, _undo_url(step))
        return HttpResponseRedirect(_page_of(topic))
    context = {
        "topic": topic,
        "form": form,
        "reach": look_at_call(topic, by=request.user),
        "called": last_call(topic),
        "trail": _trail(topic),
    }
    return render_page(request, "expertise/gaps/gap_call.html", context)


def _undo_url(step: GapAction) -> str:
    return reverse("expertise:gap_step_undo", args=[step.topic.slug, step.public_id])


@require_http_methods(["GET", "HEAD", "POST"])
def gap_group(request: MemberRequest, slug: str) -> HttpResponse:
    """An expert group for the topic, filled in as far as we know."""
    topic = _topic(request, slug)
    purpose = _("Keeps and shares what we know about %(topic)s, and answers questions about it.")
    initial = {
        "name": topic.name[:1].upper() + topic.name[1:],
        "purpose": purpose % {"topic": topic.name},
        "topics": [topic.pk],
    }
    form = GroupForm(_sent(request), kind=GroupKind.EXPERT, initial=initial)
    if request.method == "POST" and form.is_valid():
        step = actions.start_expert_group(
            topic=topic, by=request.user, topics=form.cleaned_data["topics"], **form.changes()
        )
        messages.success(request, _("The draft of the expert group is ready. Invite people, then let it start."))
        return HttpResponseRedirect(reverse("plg:group_state", args=[step.group.slug]))  # type: ignore[union-attr]
    context = {"topic": topic, "form": form, "products": None, "info": INFO[GroupKind.EXPERT], "trail": _trail(topic)}
    return render_page(request, "expertise/gaps/gap_group.html", context)


# A meeting of both sides -------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def gap_meeting(request: MemberRequest, slug: str) -> HttpResponse:
    """Choose the other board, then who comes and when."""
    topic = _topic(request, slug)
    parts = find_parts(topic.pk)
    row = read_topics_including(topic.pk)[topic.pk]
    about = [*parts, *(find_parts(topic.parent_id) if topic.parent_id else [])]
    context: dict[str, object] = {"topic": topic, "row": row, "trail": _trail(topic)}
    other = _chosen_board(request, row)
    if other is None:
        fitting_now = read_fitting(topic.pk, about)
        context |= {"choices": _board_choices(row, fitting_now.found), "counted_at": fitting_now.at}
        return render_page(request, "expertise/gaps/gap_meeting_board.html", context)
    fitting = with_work(interested(about))
    home = list(of_boards(fitting, set(row.by_board) - {NO_BOARD, other[0]}))[:MOST_PER_BOARD]
    guests = list(of_boards(fitting, [other[0]]))[:MOST_PER_BOARD]
    form = BridgeForm(_sent(request), candidates=[*home, *guests], initial=_first_words(topic, other[1]))
    if request.method == "POST" and form.is_valid():
        step = actions.plan_bridge(topic=topic, by=request.user, **form.values())
        messages.success(request, _("The meeting is planned."))
        return HttpResponseRedirect(reverse("plg:meeting_detail", args=[step.meeting.public_id]))  # type: ignore[union-attr]
    context |= {"form": form, "other": other, "sides": _sides(row, home, guests, other[1]), "ticked": _ticked(form)}
    return render_page(request, "expertise/gaps/gap_meeting.html", context)


def _chosen_board(request: MemberRequest, row: TopicFacts) -> tuple[int, str] | None:
    """The other board that the address names, if it takes part now."""
    chosen = request.GET.get("bestuur", "")
    return next(((pk, name) for pk, name in boards_now() if f"b{pk}" == chosen), None)


@dataclass(frozen=True)
class BoardChoice:
    """A board to meet; `fitting`: how many people fit there."""

    key: str
    name: str
    fitting: int
    has_experts: bool


@dataclass(frozen=True)
class Invitee:
    """Somebody who may be invited, and why."""

    member: Member
    why: str


@dataclass(frozen=True)
class Side:
    """The people of one side of the meeting."""

    name: str
    people: list[Invitee]


type Fitting = WithAnnotations[Member, ReasonsAndWork]


def _board_choices(row: TopicFacts, counts: dict[int, int]) -> list[BoardChoice]:
    """Boards without an available expert first, by how many people fit there."""
    choices = [
        BoardChoice(f"b{pk}", name, fitting=counts.get(pk, 0), has_experts=pk in row.by_board)
        for pk, name in boards_now()
    ]
    return sorted(choices, key=lambda choice: (choice.has_experts, -choice.fitting, choice.name))


def _first_words(topic: Topic, board: str) -> dict[str, str]:
    words = {"topic": topic.name, "board": board}
    return {
        "kind": MeetingKind.PEER_COACHING,
        "title": _("Meet each other about %(topic)s") % words,
        "description": _("People who know about %(topic)s and colleagues of %(board)s get to know each other.") % words,
    }


def _sides(row: TopicFacts, home: list[Fitting], guests: list[Fitting], other: str) -> list[Side]:
    names = names_of_boards(set(row.by_board))
    mine = ", ".join(sorted(names.values())) or _("Who knows about it")
    return [
        Side(name, [Invitee(member, why_interested(member)) for member in people])
        for name, people in ((mine, home), (other, guests))
    ]


def _ticked(form: BridgeForm) -> set[str]:
    """Whose box is ticked: everybody's at first, then what was sent."""
    value = form["people"].value() or []
    return {str(item.public_id if isinstance(item, Member) else item) for item in value}


# Notes -------------------------------------------------------------------------------------------


@require_POST
def gap_step(request: MemberRequest, slug: str) -> HttpResponse:
    topic = _topic(request, slug, "expertise.note_gap_step")
    form = StepForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write down in a few words what you did."))
        return HttpResponseRedirect(_page_of(topic, part="stappen"))
    step = actions.note_step(topic=topic, by=request.user, **form.cleaned_data)
    offer_undo(request, _("It stands with the topic now."), _undo_url(step))
    return HttpResponseRedirect(_page_of(topic, part="stappen"))


@require_POST
def gap_step_undo(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Who noted it takes it back, or a coordinator."""
    topic = _topic(request, slug, "expertise.note_gap_step")
    steps = GapAction.objects.standing().filter(topic=topic).select_related("topic")
    step = get_permitted(request, steps, "expertise.take_back_gap_step", public_id=public_id)
    actions.take_back_step(step=step, by=request.user)
    messages.success(request, _("It is taken back."))
    return HttpResponseRedirect(_page_of(topic, part="stappen"))
