"""Taking part, step by step: agreeing, naming, weighing, statements. Nothing of it stays behind on a shared device."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from expertise.products.queries.reviews import people_found
from knowledge_network.insight.ties.actions import answers as actions
from knowledge_network.insight.ties.actions.answers import MOST
from knowledge_network.insight.ties.entrance import AnsweringRoom, enter_answering
from knowledge_network.insight.ties.enums import TieKind
from knowledge_network.insight.ties.forms import JoinForm, StatementsForm, TotalForm, WeighForm
from knowledge_network.insight.ties.queries import (
    find_named,
    find_recently_met,
    list_nameable,
    list_ties,
)
from knowledge_network.insight.ties.statements import NAMING
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_private, sent
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.topics.models import Topic

# So many of those whom one met recently stand on the page before one searches.
MOST_MET = 24


def _trail() -> list[tuple[str, str]]:
    return [(_("My network"), reverse("insight:own_network"))]


def _render(
    request: MemberRequest, room: AnsweringRoom, name: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    shown = {"round": room.network_round, "room": room, "trail": _trail(), **context}
    return render_private(request, f"insight/ties/{name}.html", shown, status=status)


def _leave(request: MemberRequest, refusal: RefusedError) -> HttpResponse:
    messages.error(request, str(refusal))
    return redirect("insight:own_network")


def _to_step(room: AnsweringRoom, name: str, **query: str) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"insight:{name}", args=[room.network_round.public_id], query=query or None))


@form_page
def tie_join(request: MemberRequest, public_id: str) -> HttpResponse:
    """What is asked, who sees it, how long it is kept; and the choice to take part."""
    room = enter_answering(request, public_id)
    if not room.is_open:
        return redirect("insight:own_network")
    initial = {"takes_part": room.answers is not None, "may_be_connected": room.mark.may_be_connected}
    form = JoinForm(sent(request)[0], initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.begin_answers(
                network_round=room.network_round,
                by=request.user,
                may_be_connected=form.cleaned_data["may_be_connected"],
            )
        except RefusedError as refusal:
            return _leave(request, refusal)
        return _to_step(room, "tie_names")
    return _render(request, room, "tie_join", status=422 if form.is_bound else 200, form=form)


@form_page
def tie_names(request: MemberRequest, public_id: str) -> HttpResponse:
    """Who was named, who was met recently, and a search. `soort` says why people are named."""
    room = enter_answering(request, public_id)
    if not room.is_open or room.answers is None:
        return _to_step(room, "tie_join") if room.is_open else redirect("insight:own_network")
    kind = TieKind.by_address().get(request.GET.get("soort", ""), TieKind.SPOKEN)
    asked = _find_asked(request, room, kind)
    if request.method == "POST" and ("name" in request.POST or "unname" in request.POST):
        return _name(request, room, asked)
    named = _find_named(room, asked)
    is_spoken = kind == TieKind.SPOKEN
    form = TotalForm(sent(request)[0], answers=room.answers, asks_total=len(named) >= MOST[kind]) if is_spoken else None
    if request.method == "POST" and (form is None or form.is_valid()):
        return _keep_total(request, room, asked, form)
    text = request.GET.get("zoek", "")[:100]
    taken = {person.pk for person in named}
    nameable = list_nameable(request.user).exclude(pk__in=taken)
    met = [one for one in find_recently_met(request.user, room.source) if one.pk not in taken]
    context = {
        "kind": kind,
        "asked": asked,
        "step": NAMING[kind][0],
        "named": named,
        "most": MOST[kind],
        "is_full": len(named) >= MOST[kind],
        "form": form,
        "text": text,
        "found": people_found(text, nameable),
        "met": met[:MOST_MET],
    }
    status = 422 if form is not None and form.is_bound else 200
    return _render(request, room, "tie_names", status=status, **context)


@dataclass(frozen=True)
class AskedName:
    """Why people are named now: a kind, and of advice one of the themes of the round."""

    kind: TieKind
    topics: tuple[Topic, ...] = ()
    place: int = 0

    @property
    def topic(self) -> Topic | None:
        return self.topics[self.place] if self.topics else None

    @property
    def number(self) -> int:
        return self.place + 1

    @property
    def question(self) -> str:
        if self.topic is None:
            return str(NAMING[self.kind][1])
        return _("Whom would you ask for advice first about %(topic)s?") % {"topic": f"«{self.topic}»"}

    @property
    def query(self) -> dict[str, str]:
        """Of its address."""
        return {"soort": self.kind.address} | ({"thema": self.topic.slug} if self.topic is not None else {})


def _find_asked(request: MemberRequest, room: AnsweringRoom, kind: TieKind) -> AskedName:
    """The theme in the address, or the first one."""
    topics = tuple(room.network_round.topics.order_by("name")) if kind == TieKind.ADVICE else ()
    wanted = request.GET.get("thema", "")
    return AskedName(kind, topics, next((n for n, topic in enumerate(topics) if topic.slug == wanted), 0))


def _keep_total(request: MemberRequest, room: AnsweringRoom, asked: AskedName, form: TotalForm | None) -> HttpResponse:
    try:
        if form is not None:
            actions.keep_total(network_round=room.network_round, by=request.user, **form.choices())
    except RefusedError as refusal:
        return _leave(request, refusal)
    return _to_next(room, asked)


def _find_named(room: AnsweringRoom, asked: AskedName) -> list[Member]:
    topic = asked.topic.pk if asked.topic is not None else None
    ties = [
        tie for tie in list_ties(room.network_round, room.source) if tie.kind == asked.kind and tie.topic_id == topic
    ]
    people = find_named(room.key or b"", ties)
    return sorted(people.values(), key=lambda person: person.sort_name)


def _name(request: MemberRequest, room: AnsweringRoom, asked: AskedName) -> HttpResponse:
    is_new = "name" in request.POST
    public_id = request.POST["name" if is_new else "unname"][:10]
    person = get_object_or_404(Member.objects.visible_to(request.user), public_id=public_id)
    kind, topic, found = asked.kind, asked.topic, room.network_round
    try:
        if is_new:
            actions.name_people(network_round=found, by=request.user, people=[person], kind=kind, topic=topic)
        else:
            actions.unname_person(network_round=found, by=request.user, person=person, kind=kind, topic=topic)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return _to_step(room, "tie_names", **asked.query)


def _to_next(room: AnsweringRoom, asked: AskedName) -> HttpResponse:
    """Spoken with → weighing; advice, of each theme → would like to work with → through whom → statements."""
    if asked.kind == TieKind.SPOKEN:
        return _to_step(room, "tie_weigh")
    if asked.number < len(asked.topics):
        return _to_step(room, "tie_names", **replace(asked, place=asked.number).query)
    order = list(TieKind)
    after = order.index(asked.kind) + 1
    if after < len(order):
        return _to_step(room, "tie_names", soort=order[after].address)
    return _to_step(room, "tie_statements")


@form_page
def tie_weigh(request: MemberRequest, public_id: str) -> HttpResponse:
    """Of each who was named: how often, how involved, how deep."""
    room = enter_answering(request, public_id)
    if not room.is_open or room.answers is None or room.key is None:
        return _to_step(room, "tie_join") if room.is_open else redirect("insight:own_network")
    ties = [tie for tie in list_ties(room.network_round, room.source) if tie.kind == TieKind.SPOKEN]
    form = WeighForm(sent(request)[0], ties=ties, people=find_named(room.key, ties))
    if not form.ties:
        return _to_step(room, "tie_names", soort=TieKind.ADVICE.address)
    if request.method == "POST" and form.is_valid():
        try:
            actions.weigh_ties(network_round=room.network_round, by=request.user, weights=form.weights())
        except RefusedError as refusal:
            return _leave(request, refusal)
        return _to_step(room, "tie_names", soort=TieKind.ADVICE.address)
    return _render(request, room, "tie_weigh", status=422 if form.is_bound else 200, form=form, rows=list(form.rows()))


@form_page
def tie_statements(request: MemberRequest, public_id: str) -> HttpResponse:
    """Trust, access to expertise, what is done together; then it is sent."""
    room = enter_answering(request, public_id)
    if not room.is_open or room.answers is None:
        return _to_step(room, "tie_join") if room.is_open else redirect("insight:own_network")
    form = StatementsForm(sent(request)[0], answers=room.answers)
    if request.method == "POST" and form.is_valid():
        try:
            actions.send_answers(
                network_round=room.network_round, by=request.user, values=form.values(), words=form.words()
            )
        except RefusedError as refusal:
            messages.error(request, str(refusal))
            return _to_step(room, "tie_weigh")
        messages.success(request, _("Thank you. Until the questionnaire closes you can change what you said."))
        return redirect("insight:own_network")
    context = {"form": form, "rows": list(form.rows())}
    return _render(request, room, "tie_statements", status=422 if form.is_bound else 200, **context)


@require_POST
def tie_withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    """Take all back, also after closing, as long as the key is there."""
    room = enter_answering(request, public_id)
    try:
        actions.withdraw_answers(network_round=room.network_round, by=request.user)
        messages.success(request, _("All that you said is gone."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return redirect("insight:own_network")
