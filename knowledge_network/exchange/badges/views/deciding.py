"""For who runs the network: what waits, granting or not, and withdrawing. There is no list of who has what."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.exchange.badges import actions
from knowledge_network.exchange.badges.enums import EndReason
from knowledge_network.exchange.badges.forms import ReasonForm, WithdrawForm
from knowledge_network.exchange.badges.links import find_badge
from knowledge_network.exchange.badges.models import Badge
from knowledge_network.exchange.badges.views.holding import show_badge
from knowledge_network.kit.cut import cut
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import render_private, require
from knowledge_network.members.people.requests import MemberRequest

MOST_SHOWN = 100


@require_safe
def badge_requests(request: MemberRequest) -> HttpResponse:
    require(request, "exchange.manage_badges")
    waiting = Badge.objects.waiting().exclude(member=request.user)
    rows = waiting.select_related("badge_class", "claim__topic", "member").order_by("asked_at", "pk")
    shown = cut(rows, MOST_SHOWN)
    return render_private(request, "exchange/badges/badge_requests.html", {"shown": shown})


def _was_decided(request: MemberRequest, public_id: str) -> bool:
    """Whether that happened while one looked at it: told, where «page not found» or «not allowed» would say nothing."""
    if not request.user.has_perm("exchange.manage_badges"):
        return False
    rows = Badge.objects.exclude(member=request.user).filter(public_id=public_id, decided_at__isnull=False)
    found: bool = rows.exists()
    if found:
        messages.info(request, _("It was decided meanwhile."))
    return found


@require_POST
def badge_grant(request: MemberRequest, public_id: str) -> HttpResponse:
    if _was_decided(request, public_id):
        return HttpResponseRedirect(reverse("exchange:badge_requests"))
    badge = find_badge(request, public_id, "exchange.decide_badge")
    try:
        actions.grant_badge(badge=badge, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Granted, in your name. Who asked hears it."))
    return HttpResponseRedirect(reverse("exchange:badge_requests"))


@require_POST
def badge_decline(request: MemberRequest, public_id: str) -> HttpResponse:
    if _was_decided(request, public_id):
        return HttpResponseRedirect(reverse("exchange:badge_requests"))
    badge = find_badge(request, public_id, "exchange.decide_badge")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return show_badge(request, badge, reason_form=form)
    try:
        actions.decline_badge(badge=badge, by=request.user, reason=form.cleaned_data["reason"])
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Not granted. Who asked hears why."))
    return HttpResponseRedirect(reverse("exchange:badge_requests"))


@require_POST
def badge_withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    badge = find_badge(request, public_id, "exchange.withdraw_badge")
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return show_badge(request, badge, withdraw_form=form)
    actions.end_badge(badge=badge, by=request.user, reason=EndReason.WITHDRAWN, note=form.cleaned_data["reason"])
    messages.success(request, _("Withdrawn. Who checks it reads that it does not exist any more."))
    return HttpResponseRedirect(badge.get_absolute_url())
