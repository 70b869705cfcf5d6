"""The bell: what a member is told, newest first, and marking it as read.

Opening the list marks nothing. Opening the thing itself does: its page says by a POST that somebody has it before them.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.http import redirect_back, render_page
from knowledge_network.kit.pagination import paginate
from knowledge_network.notifications.events import actions, registry
from knowledge_network.notifications.events.forms import UntilForm, list_groups, make_anchor
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox.troubles import find_trouble

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import MemberRequest

MOST_UNREAD_ON_TOP = 30
UNREAD, ALL = "nieuw", "alles"


@dataclass(frozen=True)
class Line:
    """A notice as it is shown."""

    public_id: str
    text: str
    why: str
    icon: str
    created_at: dt.datetime
    is_unread: bool
    leads_somewhere: bool
    choice: str


@require_safe
def notice_list(request: MemberRequest) -> HttpResponse:
    """What is new on top, the rest below; `?toon=nieuw` shows only what is new, `?groep=` only what is of one group."""
    mine = Notice.objects.visible_to(request.user)
    groups = list_groups(request.user)
    group = next((slug for slug, _name in groups if slug == request.GET.get("groep")), "")
    if group:
        mine = mine.filter(group_key=group)
    only_new = request.GET.get("toon") == UNREAD
    first_page = not request.GET.get("vanaf")
    on_top = [] if only_new or not first_page else list(mine.unread().order_by("-created_at")[:MOST_UNREAD_ON_TOP])
    rest = mine.unread() if only_new else mine.filter(read_at__isnull=False)
    page = paginate(rest, request.GET, by=("-created_at", "-public_id"))
    context = {
        "on_top": [present_line(notice) for notice in on_top],
        "lines": [present_line(notice) for notice in page],
        "page": page,
        "only_new": only_new,
        "groups": groups,
        "group": group,
        "now": timezone.now(),
        "trouble": find_trouble(request.user),
        "more_unread": len(on_top) == MOST_UNREAD_ON_TOP,
    }
    return render_page(request, "notifications/events/notice_list.html", context, partials=("notices",))


def present_line(notice: Notice) -> Line:
    kind = registry.get(notice.kind)
    text = str(kind.text(notice.params)) if kind else _("Something happened that this version no longer knows.")
    return Line(
        public_id=notice.public_id,
        text=text,
        why=str(kind.why) if kind else "",
        icon=kind.icon if kind else "bell",
        created_at=notice.created_at,
        is_unread=notice.read_at is None,
        leads_somewhere=bool(notice.url),
        choice=make_anchor(kind.name) if kind and kind.choosable else "",
    )


@require_POST
def notice_open(request: MemberRequest, public_id: str) -> HttpResponse:
    """Mark as read and go to what the notice is about."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), public_id=public_id)
    actions.mark_read(notice=notice, by=request.user)
    safe = url_has_allowed_host_and_scheme(
        notice.url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return HttpResponseRedirect(notice.url if safe else reverse("notifications:notice_list"))


@require_POST
def notice_read(request: MemberRequest, public_id: str) -> HttpResponse:
    """Mark as read and stay."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), public_id=public_id)
    actions.mark_read(notice=notice, by=request.user)
    return redirect_back(request, reverse("notifications:notice_list"))


@require_POST
def notice_unread(request: MemberRequest, public_id: str) -> HttpResponse:
    """Mark as new again, to come back to it."""
    notice = get_object_or_404(Notice.objects.visible_to(request.user), public_id=public_id)
    actions.mark_unread(notice=notice, by=request.user)
    return redirect_back(request, reverse("notifications:notice_list"))


@require_POST
def page_read(request: MemberRequest) -> HttpResponse:
    """Somebody has the page `page` before them: what was told about it is read. Gives how many are still new."""
    page = request.POST.get("page", "")[:500]
    left = actions.mark_page_read(by=request.user, page=page)
    return HttpResponse(status=204, headers={"HX-Trigger": json.dumps({"notices-read": {"left": min(left, 99)}})})


@require_POST
def notices_read(request: MemberRequest) -> HttpResponse:
    """Mark everything as read that was there when the page was made."""
    form = UntilForm(request.POST)
    until = form.cleaned_data["until"] if form.is_valid() else None
    count = actions.mark_all_read(by=request.user, until=until)
    if count:
        messages.success(
            request, ngettext("%(count)d notice is read.", "%(count)d notices are read.", count) % {"count": count}
        )
    return redirect_back(request, reverse("notifications:notice_list"))
