"""Polls of a group: the list, one of them, asking, changing what is asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from knowledge_network.kit.cut import cut
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, sent
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.requests import MemberRequest
from plg.polls.actions import polls as actions
from plg.polls.actions.polls import Choice
from plg.polls.actions.telling import asked_today
from plg.polls.entrance import PollRoom, enter_poll
from plg.polls.enums import PollKind
from plg.polls.forms import AnswerForm, DateRows, MoreChoicesForm, PollForm
from plg.polls.models import Poll
from plg.polls.presenters import poll_line, shown_poll
from plg.polls.queries import add_state
from plg.space.entrance import Space, enter, render_space

OPEN_AT_MOST = 50


@require_safe
def poll_list(request: MemberRequest, slug: str) -> HttpResponse:
    """What can be answered, soonest to close first, and below it what ended, newest first."""
    space = enter(request, slug)
    polls = Poll.objects.filter(group=space.group)
    running = cut(add_state(polls.open(), request.user).order_by("closes_at", "pk"), OPEN_AT_MOST)
    ended = add_state(polls.ended().select_related("chosen"), request.user)
    page = paginate(ended, request.GET, by=("-closes_at", "-public_id"), size=20)
    context = {
        "can_start": space.may("plg.start_poll"),
        "running": running.told(lambda poll: poll_line(space, poll)),
        "ended": [poll_line(space, poll) for poll in page],
        "page": page,
    }
    return render_space(request, space, "plg/polls/poll_list.html", "polls", context)


@form_page
def poll_start(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask something; `soort` in the address says of which kind."""
    space = enter(request, slug, "plg.start_poll")
    kind = PollKind.by_address().get(request.GET.get("soort", ""), PollKind.DATES)
    form, rows = _bound(request, kind)
    if options := _asked(request, form, rows):
        poll = actions.start_poll(
            group=space.group,
            by=request.user,
            kind=kind,
            options=options,
            idempotency_key=form.cleaned_data["key"],
            **form.question(),
        )
        messages.success(request, _("The poll is there. Your group is told."))
        return HttpResponseRedirect(space.url("poll_detail", poll.public_id))
    return _render_form(request, space, "plg/polls/poll_start.html", form, rows, {"kind": kind})


def _bound(request: MemberRequest, kind: str, poll: Poll | None = None) -> tuple[PollForm, DateRows | None]:
    """The question, and for dates their rows. Who asks for more rows gets back what they typed."""
    data = sent(request)[0]
    if data is not None and "more" in data:
        form = PollForm(kind=kind, initial={name: data.get(name, "") for name in PollForm.base_fields})
        form.data = data  # what the page showed at first goes along with what was typed since
    else:
        form = PollForm(data, kind=kind, poll=poll)
    if kind != PollKind.DATES:
        return form, None
    closes_at = form.cleaned_data.get("closes_at") if form.is_valid() else None
    return form, DateRows(data, poll=poll, closes_at=closes_at)


def _asked(request: MemberRequest, form: PollForm, rows: DateRows | None) -> list[Choice]:
    """The options, when everything is filled in well; both are looked at, so that both show what is wrong."""
    rows_are_good = rows is None or rows.is_valid()
    if request.method != "POST" or not form.is_valid() or not rows_are_good:
        return []
    options: list[Choice] = form.cleaned_data["options"] if rows is None else rows.choices()
    return options


def _render_form(
    request: MemberRequest,
    space: Space,
    template: str,
    form: Any,
    rows: DateRows | None,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    context |= {"form": form, "rows": rows, "kinds": PollKind}
    return render_space(request, space, template, "polls", context, status=status)


@require_safe
def poll_detail(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """What is asked, one's own answer, and what everybody said."""
    return render_poll(request, enter_poll(request, slug, public_id))


def render_poll(
    request: MemberRequest, room: PollRoom, form: AnswerForm | None = None, *, status: int = 200
) -> HttpResponse:
    """The page of a poll, also when an answer could not be stored: then what was filled in is still there."""
    poll = room.poll
    options = list(poll.options.order_by("starts_at", "position", "pk"))
    shown = shown_poll(room.space, poll, options, can_choose=room.can_manage and not poll.has_meeting)
    form = form or AnswerForm(poll=poll, options=options, mine=shown.my_votes, note=shown.my_note)
    asked = len(asked_today(poll)) if room.can_manage and poll.is_open and shown.silent else 0
    context = {
        "room": room,
        "poll": poll,
        "shown": shown,
        "form": form,
        "lines": [(option, form.inputs_of(option.public_id)) for option in shown.options],
        "made_by": poll.made_by.get_full_name() if poll.made_by and poll.made_by.is_present else _("former member"),
        "can_change": room.can_manage and poll.is_open and not shown.answers,
        "can_remove": room.can_manage and not shown.answers,
        "can_add": room.can_manage and poll.is_open and bool(shown.answers),
        "can_remind": room.can_manage and poll.is_open and len(shown.silent) > asked,
    }
    return render_space(request, room.space, "plg/polls/poll_detail.html", "polls", context, status=status)


def render_refusal(request: MemberRequest, room: PollRoom, refusal: RefusedError) -> HttpResponse:
    """The page of the poll as it stands, with why a deed on it was refused: whatever the deed, the same answer."""
    messages.error(request, str(refusal))
    return render_poll(request, room, status=409)


@form_page
def poll_change(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Ask it otherwise, as long as nobody answered."""
    room = enter_poll(request, slug, public_id, "plg.manage_poll")
    form, rows = _bound(request, room.poll.kind, room.poll)
    status = 200
    if options := _asked(request, form, rows):
        try:
            actions.change_poll(poll=room.poll, by=request.user, options=options, **form.question())
            messages.success(request, _("The poll is changed."))
            return HttpResponseRedirect(room.url("poll_detail"))
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {"poll": room.poll, "kind": room.poll.kind}
    return _render_form(request, room.space, "plg/polls/poll_change.html", form, rows, context, status=status)


@form_page
def poll_options(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """More options for a poll that people answer already."""
    room = enter_poll(request, slug, public_id, "plg.manage_poll")
    data, poll = sent(request)[0], room.poll
    form = None if poll.asks_dates else MoreChoicesForm(data)
    rows = DateRows(data, fewest=1, closes_at=poll.closes_at) if poll.asks_dates else None
    refused, status = "", 200
    if request.method == "POST" and (rows.is_valid() if rows else form.is_valid() if form else False):
        options = rows.choices() if rows else form.cleaned_data["options"] if form else []
        try:
            count = actions.add_options(poll=poll, by=request.user, options=options)
            text = ngettext("%(n)d option is added.", "%(n)d options are added.", count) % {"n": count}
            messages.success(request, text if count else _("These options were there already."))
            return HttpResponseRedirect(room.url("poll_detail"))
        except RefusedError as refusal:
            refused, status = str(refusal), 409
    context = {"poll": poll, "refused": refused}
    return _render_form(request, room.space, "plg/polls/poll_options.html", form, rows, context, status=status)
