"""The agenda for everybody, the same for the site of a school, and putting a meeting in it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from knowledge_network.exchange.feeds import actions
from knowledge_network.exchange.feeds.models import PublicMeeting
from knowledge_network.exchange.feeds.presenters import describe_agenda, present_event, present_meeting
from knowledge_network.kit.cut import cut
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.http import form_page, get_permitted, render_page
from knowledge_network.kit.machine_head import MachineHead
from knowledge_network.kit.network import read_network
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.requests import MemberRequest
from plg.meetings.models import Meeting

ON_A_PAGE = 40
# Other sites may show the widget; it may load nothing but our style, and sends nothing.
IN_OTHER_SITES: dict[str, list[str]] = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE],
    "frame-ancestors": ["*"],
}


def _find_events() -> QuerySet[PublicMeeting]:
    return PublicMeeting.objects.upcoming().select_related(
        "meeting__group", "meeting__partnership", "meeting__host_site"
    )


@login_not_required
@require_safe
def public_agenda(request: HttpRequest) -> HttpResponse:
    rows = _find_events().annotate(starts_at=F("meeting__starts_at"))
    page = paginate(rows, request.GET, by=("starts_at", "meeting_id"), size=ON_A_PAGE)
    events = list(map(present_event, page))
    head = MachineHead(
        title=f"{_('Agenda')} · {read_network().title}",
        description=_("What the network does that everybody may know of."),
        url=absolute_url(reverse("exchange:public_agenda")),
        facts=describe_agenda(events) if events else None,
    )
    address = absolute_url(reverse("exchange:agenda_widget"))
    widget = f'<iframe src="{address}" title="{_("Agenda")}"></iframe>'
    context = {"events": events, "page": page, "head": head, "widget": widget}
    return render_page(request, "exchange/feeds/public_agenda.html", context)


@login_not_required
@require_safe
@xframe_options_exempt
@csp_override(IN_OTHER_SITES)
@cache_control(public=True, max_age=600)
def agenda_widget(request: HttpRequest) -> HttpResponse:
    """Plain HTML for in a frame: no script, no cookie, no form."""
    events = cut(_find_events(), ON_A_PAGE).told(present_event)
    return render(request, "exchange/feeds/agenda_widget.html", {"events": events})


@form_page
def meeting_open(request: MemberRequest, public_id: str) -> HttpResponse:
    """What everybody would see of it, and the choice whether they do."""
    rows = Meeting.objects.visible_to(request.user).select_related("group", "partnership", "host_site")
    meeting = get_permitted(request, rows, "exchange.open_meeting", public_id=public_id)
    here = reverse("plg:meeting_detail", args=[public_id])
    if request.method == "POST":
        if request.POST.get("public") == "1":
            actions.open_meeting(meeting=meeting, by=request.user)
            messages.success(request, _("This meeting stands in the agenda for everybody."))
        else:
            actions.close_meeting(meeting=meeting, by=request.user)
            messages.success(request, _("Only who is invited sees this meeting now."))
        return HttpResponseRedirect(here)
    context = {
        "event": present_meeting(meeting),
        "is_open": PublicMeeting.objects.filter(meeting=meeting).exists(),
        "back": here,
        "trail": [(meeting.title, here)],
    }
    return render_page(request, "exchange/feeds/meeting_open.html", context)
