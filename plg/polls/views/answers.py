"""Answering a poll, and asking who did not."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import render_page
from knowledge_network.members.people.requests import MemberRequest
from plg.meetings.presenters.ahead import Ahead, look_at_deed
from plg.polls.actions import answers as actions
from plg.polls.entrance import enter_poll
from plg.polls.forms import AnswerForm
from plg.polls.queries import silent_people
from plg.polls.views.polls import render_poll, render_refusal


@require_POST
def poll_answer(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    room = enter_poll(request, slug, public_id, "plg.answer_poll")
    form = AnswerForm(request.POST, poll=room.poll, options=list(room.poll.options.order_by("position", "pk")))
    if not form.is_valid():
        return render_poll(request, room, form)
    try:
        actions.answer_poll(poll=room.poll, by=request.user, votes=form.votes(), note=form.cleaned_data["note"])
    except RefusedError as refusal:
        if not room.can_answer:
            return render_refusal(request, room, refusal)
        form.add_error(None, str(refusal))
        return render_poll(request, room, form, status=409)
    messages.success(request, _("Your answer is saved. You can change it until the poll closes."))
    return HttpResponseRedirect(room.url("poll_detail"))


@require_POST
def poll_answer_withdraw(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    room = enter_poll(request, slug, public_id, "plg.answer_poll")
    try:
        actions.withdraw_answer(poll=room.poll, by=request.user)
    except RefusedError as refusal:
        return render_refusal(request, room, refusal)
    messages.success(request, _("Your answer is taken back."))
    return HttpResponseRedirect(room.url("poll_detail"))


@require_POST
def poll_remind(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Ask everybody who did not answer once more, nobody twice on a day; more than fifty people after a look."""
    room = enter_poll(request, slug, public_id, "plg.manage_poll")
    silent = [person.get_full_name() for person in silent_people(room.poll) if person != request.user]
    ahead = Ahead(silent, 0, "", str(len(silent)))
    if room.poll.is_open and ahead.is_worth_a_look and request.POST.get("seen") != ahead.seen:
        title, button = _("Remind who did not answer"), _("Remind them")
        back = room.url("poll_detail")
        look = look_at_deed(ahead, title=title, button=button, url=request.path, back=back)
        return render_page(request, "members/tables/look_first.html", {"look": look})
    try:
        count = actions.remind_silent(poll=room.poll, by=request.user)
    except RefusedError as refusal:
        return render_refusal(request, room, refusal)
    if count:
        text = ngettext("%(n)d person gets a reminder.", "%(n)d people get a reminder.", count) % {"n": count}
        messages.success(request, text)
    else:
        messages.info(request, _("Nobody was left to remind: they answered, or had a reminder today."))
    return HttpResponseRedirect(room.url("poll_detail"))
