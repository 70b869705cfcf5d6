"""How a poll ends: closed early, opened again, taken away, or with a date that becomes a meeting."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, require, sent
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.people.requests import MemberRequest
from plg.polls.actions import polls as actions
from plg.polls.actions.answers import choose_date
from plg.polls.counting import tally
from plg.polls.entrance import enter_poll
from plg.polls.forms import ChooseDateForm, UntilForm
from plg.polls.models import Poll
from plg.polls.presenters import describe_option
from plg.polls.queries import read_votes
from plg.polls.views.polls import render_refusal
from plg.space.entrance import enter, render_space


@require_POST
def poll_close(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    room = enter_poll(request, slug, public_id, "plg.manage_poll")
    actions.close_poll(poll=room.poll, by=request.user)
    offer_undo(request, _("The poll is closed."), room.url("poll_reopen"))
    return HttpResponseRedirect(room.url("poll_detail"))


@require_POST
def poll_reopen(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Take closing back, while the end that was set still lies ahead; after that a new end has to be chosen."""
    room = enter_poll(request, slug, public_id, "plg.manage_poll")
    try:
        actions.reopen_poll(poll=room.poll, by=request.user)
    except RefusedError as refusal:
        return render_refusal(request, room, refusal)
    messages.success(request, _("The poll is open again."))
    return HttpResponseRedirect(room.url("poll_detail"))


@form_page
def poll_until(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Another end: later, sooner, or a new one for a poll that was closed."""
    room = enter_poll(request, slug, public_id, "plg.manage_poll")
    form = UntilForm(sent(request)[0], poll=room.poll)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.reopen_poll(poll=room.poll, by=request.user, closes_at=form.cleaned_data["closes_at"])
            messages.success(request, _("The end of the poll is changed."))
            return HttpResponseRedirect(room.url("poll_detail"))
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {"poll": room.poll, "form": form}
    return render_space(request, room.space, "plg/polls/poll_until.html", "polls", context, status=status)


@form_page
def poll_choose(request: MemberRequest, slug: str, public_id: str, option: str) -> HttpResponse:
    """The date becomes a meeting of the group; a look at who can come first."""
    room = enter_poll(request, slug, public_id, "plg.manage_poll")
    chosen = get_object_or_404(room.poll.options.filter(starts_at__isnull=False), public_id=option)
    form = ChooseDateForm(sent(request)[0], poll=room.poll)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            meeting = choose_date(poll=room.poll, option=chosen, by=request.user, **form.values())
            messages.success(request, _("The meeting is planned, with the answers of the poll."))
            return HttpResponseRedirect(reverse("plg:meeting_detail", args=[meeting.public_id]))
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    context = {
        "poll": room.poll,
        "form": form,
        "text": describe_option(chosen),
        "tally": tally([chosen.pk], read_votes(room.poll))[chosen.pk],
    }
    return render_space(request, room.space, "plg/polls/poll_choose.html", "polls", context, status=status)


@require_POST
def poll_remove(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    room = enter_poll(request, slug, public_id, "plg.manage_poll")
    try:
        actions.remove_poll(poll=room.poll, by=request.user)
    except RefusedError as refusal:
        return render_refusal(request, room, refusal)
    text = _("The poll «%(title)s» was removed.") % {"title": room.poll.title}
    offer_undo(request, text, room.url("poll_restore"))
    return HttpResponseRedirect(room.space.url("poll_list"))


@require_POST
def poll_restore(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Bring a removed poll back."""
    space = enter(request, slug)
    removed = Poll.objects.filter(group=space.group, removed_at__isnull=False).select_related("group")
    poll = get_object_or_404(removed, public_id=public_id)
    require(request, "plg.manage_poll", poll)
    actions.restore_poll(poll=poll, by=request.user)
    messages.success(request, _("The poll is back."))
    return HttpResponseRedirect(space.url("poll_detail", public_id))
