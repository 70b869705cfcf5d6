"""The desk for questions: what is open and since when, asking somebody, reminding, and a sheet of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from expertise.asking.actions import matching as help_matching
from expertise.asking.enums import Attention
from expertise.asking.forms.board import BoardForm
from expertise.asking.models import HelpRequest
from expertise.asking.presenters import ACTIONS, QUESTIONS, REMIND, look_at_reminding
from expertise.asking.queries import board
from expertise.asking.queries.routing import Need, suggest_people
from expertise.asking.views.ask import Suggested, explain_suggestion
from expertise.asking.views.requests import enter, url
from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import render_page, require
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.tables import present_in_parts
from knowledge_network.kit.up_to import count_capped
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.people.search import name_filter
from knowledge_network.members.tables.entrance import make_later
from knowledge_network.members.tables.forms import MOST_AT_ONCE, PickForm
from knowledge_network.members.tables.presenters import lay_out
from knowledge_network.members.trail.downloads import record_download

LOOK_AFTER = "expertise.look_after_help_requests"
REMINDED = "expertise.reminded_together"
PAGE_SIZE = 40


@require_safe
def help_board(request: MemberRequest) -> HttpResponse:
    """By age and state; a liaison officer sees the own scope. The filter stands in the address. Six queries."""
    require(request, LOOK_AFTER)
    form = BoardForm(request.GET)
    rows = form.apply(board.list_for_table(request.user))
    counted = board.read_for_desk(request.user)
    context = {
        "filters": form,
        "attention": Attention,
        "table": lay_out(request, QUESTIONS, rows, present=board.present_board_rows, actions=ACTIONS, size=PAGE_SIZE),
        "bulk_url": reverse("expertise:help_board_bulk"),
        "total": count_capped(rows),
        "counts": counted.found,
        "counted_at": counted.at,
    }
    return render_page(request, "expertise/asking/help_board.html", context, partials=("help-table",))


@require_POST
def help_board_bulk(request: MemberRequest) -> HttpResponseBase:
    """Remind who is silent, looked at first; or the list as a sheet, in which who asked without a name has none."""
    require(request, LOOK_AFTER)
    form = PickForm(request.POST, actions=ACTIONS)
    if not form.is_valid():
        messages.error(request, say_errors(form))
        return HttpResponseRedirect(reverse("expertise:help_board"))
    rows = form.choose(
        QUESTIONS,
        key="public_id",
        known=board.list_for_table(request.user),
        narrow=lambda data, known: BoardForm(data).apply(known),
    )
    action = form.cleaned_data["action"]
    if action == REMIND:
        return _remind(request, form, list(rows[:MOST_AT_ONCE]))
    if later := make_later(request, rows):
        return later
    sheet = QUESTIONS.export(present_in_parts(rows, board.present_board_rows), action)
    return record_download(sheet, "expertise.help_exported", by=request.user, count=rows.count())


def _remind(request: MemberRequest, form: PickForm, help_requests: list[HelpRequest]) -> HttpResponse:
    keys = [help_request.pk for help_request in help_requests]
    if not form.may_go_on:
        look = look_at_reminding(help_requests, list(help_matching.silent_matches(keys)))
        return render_page(request, "members/tables/look_first.html", {"look": look})
    count = help_matching.remind(help_requests=keys, by=request.user)
    board.forget_desk()
    request.session[REMINDED] = [help_request.public_id for help_request in help_requests]
    said = ngettext("%(n)d person is asked again.", "%(n)d people are asked again.", count) % {"n": count}
    offer_undo(request, said, reverse("expertise:help_board_undo"))
    return HttpResponseRedirect(reverse("expertise:help_board"))


@require_POST
def help_board_undo(request: MemberRequest) -> HttpResponse:
    """Take back the reminders that this reader sent last, as far as nobody heard of them."""
    require(request, LOOK_AFTER)
    rows = board.list_for_desk(request.user).filter(public_id__in=request.session.pop(REMINDED, []))
    count = help_matching.take_reminders_back(help_requests=[row.pk for row in rows], by=request.user)
    board.forget_desk()
    text = ngettext("%(n)d reminder is taken back.", "%(n)d reminders are taken back.", count)
    messages.success(request, text % {"n": count})
    return HttpResponseRedirect(reverse("expertise:help_board"))


@require_http_methods(["GET", "HEAD", "POST"])
def help_ask_somebody(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask one more person: who fits next, or anybody else by name."""
    help_request = enter(request, public_id, "expertise.look_after_help_request")
    if request.method == "POST":
        people = Member.objects.visible_to(request.user).active()
        expert = get_object_or_404(people, public_id=request.POST.get("member", "").replace("\x00", "")[:10])
        if help_matching.ask_somebody(help_request=help_request, expert=expert, by=request.user):
            board.forget_desk()
            messages.success(request, _("%(name)s is asked.") % {"name": expert.get_full_name()})
        else:
            messages.error(request, _("This colleague was asked already, or the question is closed."))
        return HttpResponseRedirect(url("help_request_detail", help_request))
    trail = [
        (_("Questions"), reverse("expertise:help_board")),
        (help_request.title, url("help_request_detail", help_request)),
    ]
    context = {
        "help_request": help_request,
        "people": _suggested(request, help_request),
        "trail": trail,
    }
    return render_page(request, "expertise/asking/help_ask_somebody.html", context)


def _suggested(request: MemberRequest, help_request: HelpRequest) -> list[Suggested]:
    """Who fits next, or who bears the name that was looked for."""
    asked = set(help_request.matches.filter(expert__isnull=False).values_list("expert_id", flat=True))
    words = request.GET.get("q", "").replace("\x00", "")[:100].strip()
    if words:
        found = Member.objects.active().exclude(pk__in=[*asked, help_request.asker_id]).filter(name_filter(words))
        return [Suggested(member, "") for member in found.order_by("sort_name", "pk")[:12]]
    suggestions = suggest_people(Need.of(help_request), most=10, already=asked)
    people = Member.objects.in_bulk([suggestion.member for suggestion in suggestions])
    hide = help_request.is_anonymous and not request.user.is_coordinator
    return [
        Suggested(people[s.member], explain_suggestion(s).partition(" · ")[0] if hide else explain_suggestion(s))
        for s in suggestions
    ]
