"""The desk for questions: what is open and since when, asking somebody, reminding, and a file of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from expertise.asking.actions import matching as help_matching
from expertise.asking.enums import Attention
from expertise.asking.forms.board import BoardForm
from expertise.asking.models import HelpRequest
from expertise.asking.queries import board
from expertise.asking.queries.routing import Need, suggest_people
from expertise.asking.views.ask import Suggested, explain_suggestion
from expertise.asking.views.requests import enter, url
from knowledge_network.kit.http import render_page, require
from knowledge_network.kit.pagination import paginate
from knowledge_network.kit.tabular_export import csv_response
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.people.search import name_filter
from knowledge_network.members.trail.models import AuditEvent

LOOK_AFTER = "expertise.look_after_help_requests"


@require_safe
def help_board(request: MemberRequest) -> HttpResponse:
    """By age and state; a liaison officer sees the own scope. The filter stands in the address."""
    require(request, LOOK_AFTER)
    form = BoardForm(request.GET)
    rows = form.apply(board.list_for_desk(request.user))
    page = paginate(rows, request.GET, by=("asked_at", "public_id"), size=50)
    context = {
        "filters": form,
        "attention": Attention,
        "page": page,
        "rows": board.present_board_rows(page.rows),
        "counts": board.count_for_desk(request.user),
        "trail": [(_("Management"), reverse("dashboards:management"))] if request.user.is_coordinator else [],
    }
    return render_page(request, "expertise/asking/help_board.html", context, partials=("help-table",))


@require_safe
def help_board_csv(request: MemberRequest) -> StreamingHttpResponse:
    """A file goes further than its reader: who asked without a name has none in it."""
    require(request, LOOK_AFTER)
    rows = list(BoardForm(request.GET).apply(board.list_for_desk(request.user)).order_by("asked_at", "pk")[:5000])
    AuditEvent.objects.record("expertise.help_exported", None, by=request.user, count=len(rows))
    lines = [board.csv_line(row) for row in board.present_board_rows(rows)]
    return csv_response("hulpvragen.csv", board.csv_header(), lines)


@require_POST
def help_remind(request: MemberRequest) -> HttpResponse:
    """First who would get it and who not, then with `confirmed` it goes out."""
    require(request, LOOK_AFTER)
    chosen = request.POST.getlist("help_requests")[:500]
    help_requests = list(board.list_for_desk(request.user).filter(public_id__in=chosen))
    keys = [help_request.pk for help_request in help_requests]
    if not keys:
        messages.error(request, _("Tick at least one question."))
        return HttpResponseRedirect(reverse("expertise:help_board"))
    if "confirmed" not in request.POST:
        matches = list(help_matching.silent_matches(keys))
        reached = {match.help_request_id for match in matches}
        context = {
            "help_requests": help_requests,
            "people": sorted({match.expert.get_full_name() for match in matches if match.expert}),
            "skipped": [help_request for help_request in help_requests if help_request.pk not in reached],
            "trail": [(_("Questions"), reverse("expertise:help_board"))],
        }
        return render_page(request, "expertise/asking/help_remind.html", context)
    count = help_matching.remind(help_requests=keys, by=request.user)
    messages.success(
        request, ngettext("%(n)d person is asked again.", "%(n)d people are asked again.", count) % {"n": count}
    )
    return HttpResponseRedirect(reverse("expertise:help_board"))


@require_http_methods(["GET", "HEAD", "POST"])
def help_ask_somebody(request: MemberRequest, public_id: str) -> HttpResponse:
    """Ask one more person: who fits next, or anybody else by name."""
    help_request = enter(request, public_id, "expertise.look_after_help_request")
    if request.method == "POST":
        people = Member.objects.visible_to(request.user).active()
        expert = get_object_or_404(people, public_id=request.POST.get("member", "").replace("\x00", "")[:10])
        if help_matching.ask_somebody(help_request=help_request, expert=expert, by=request.user):
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
