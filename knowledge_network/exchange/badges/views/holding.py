"""«Mijn badges»: what one has, asking for one, and its files. For oneself; a request also for who decides."""

from __future__ import annotations

from dataclasses import dataclass

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.exchange.badges import actions
from knowledge_network.exchange.badges.document import sign_badge
from knowledge_network.exchange.badges.enums import BadgeForm, BadgeKind
from knowledge_network.exchange.badges.facts import find_facts, list_recognised, may_ask
from knowledge_network.exchange.badges.forms import AskForm, ReasonForm, WithdrawForm
from knowledge_network.exchange.badges.links import find_badge, make_trail
from knowledge_network.exchange.badges.models import Badge, BadgeClass
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_private, sent
from knowledge_network.members.people.requests import MemberRequest

MEDIA_TYPES = {BadgeForm.JWT: "application/vc+jwt", BadgeForm.LINKED_DATA: "application/vc+ld+json"}


@dataclass(frozen=True)
class Offered:
    """A badge for which one may ask, and whether what it needs stands in the network."""

    badge_class: BadgeClass
    can_ask: bool
    is_mine: bool
    url: str


@require_safe
def my_badges(request: MemberRequest) -> HttpResponse:
    rows = Badge.objects.filter(member=request.user).select_related("badge_class", "claim__topic", "decided_by")
    badges = list(rows.order_by("-asked_at", "-pk"))
    # Of recognised expertise there is one for each claim.
    mine = {one.badge_class_id for one in badges if (one.is_waiting or one.holds) and one.claim_id is None}
    offered = [
        Offered(
            badge_class=one,
            can_ask=may_ask(request.user, one.kind),
            is_mine=one.pk in mine,
            url=reverse("exchange:badge_ask", args=[BadgeKind(one.kind).address]),
        )
        for one in BadgeClass.objects.filter(is_offered=True).order_by("name")
    ]
    context = {"badges": badges, "offered": offered}
    return render_private(request, "exchange/badges/my_badges.html", context)


def find_class(word: str) -> BadgeClass:
    kind = BadgeKind.by_address().get(word)
    found = BadgeClass.objects.filter(kind=kind).first() if kind is not None else None
    if found is None:
        raise Http404
    return found


@form_page
def badge_ask(request: MemberRequest, kind: str) -> HttpResponse:
    badge_class = find_class(kind)
    is_expert = badge_class.kind == BadgeKind.EXPERT
    form = AskForm(sent(request)[0], claims=list_recognised(request.user) if is_expert else None)
    if request.method == "POST" and form.is_valid():
        try:
            badge = actions.ask_badge(
                badge_class=badge_class,
                by=request.user,
                motivation=form.cleaned_data["motivation"],
                claim=form.cleaned_data.get("claim"),
            )
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Asked. Who decides looks at it and lets you know."))
            return HttpResponseRedirect(badge.get_absolute_url())
    context = {
        "form": form,
        "badge_class": badge_class,
        "facts": find_facts(request.user, badge_class.kind),
        "can_ask": badge_class.is_offered and may_ask(request.user, badge_class.kind),
        "trail": make_trail(),
    }
    return render_private(request, "exchange/badges/badge_ask.html", context, status=422 if form.is_bound else 200)


@require_safe
def badge_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    badge = find_badge(request, public_id)
    return show_badge(request, badge)


def show_badge(
    request: MemberRequest,
    badge: Badge,
    *,
    reason_form: ReasonForm | None = None,
    withdraw_form: WithdrawForm | None = None,
) -> HttpResponse:
    is_own = badge.member_id == request.user.pk
    failed = reason_form is not None or withdraw_form is not None
    context = {
        "badge": badge,
        "is_own": is_own,
        "facts": find_facts(badge.member, badge.badge_class.kind) if badge.is_waiting else [],
        "can_decide": request.user.has_perm("exchange.decide_badge", badge),
        "can_withdraw": request.user.has_perm("exchange.withdraw_badge", badge),
        "reason_form": reason_form or ReasonForm(),
        "withdraw_form": withdraw_form or WithdrawForm(),
        "trail": make_trail() if is_own else [(_("Requests for badges"), reverse("exchange:badge_requests"))],
        "forms": BadgeForm,
        "qr": draw_check(badge) if is_own and badge.is_granted else "",
    }
    return render_private(request, "exchange/badges/badge_detail.html", context, status=422 if failed else 200)


def draw_check(badge: Badge) -> SafeString:
    """The way to the page of checking, as a QR code: it holds the number and nothing else of it."""
    address = absolute_url(reverse("exchange:badge_check", query={"nummer": badge.public_id}))
    title = _("QR code to check this badge")
    svg = segno.make(address, error="m").svg_inline(scale=4, border=2, title=title, omitsize=True)
    return mark_safe(svg)  # noqa: S308  # nosec B308, B703  # drawn here of an address of ours


@require_safe
def badge_file(request: MemberRequest, public_id: str, form: str) -> HttpResponse:
    """One's own badge as a file, for the address that one has today."""
    badge = find_badge(request, public_id, "exchange.fetch_badge")
    chosen = BadgeForm.by_address().get(form)
    if chosen is None:
        raise Http404
    response = HttpResponse(sign_badge(badge, chosen), content_type=MEDIA_TYPES[chosen])
    name = f"badge-{slugify(badge.title) or badge.public_id}.{chosen.address}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def badge_take_back(request: MemberRequest, public_id: str) -> HttpResponse:
    badge = find_badge(request, public_id, "exchange.take_back_badge")
    try:
        actions.take_back_badge(badge=badge, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your request is taken back. Nothing of it stays."))
    return HttpResponseRedirect(reverse("exchange:my_badges"))


@form_page
def badge_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    badge = find_badge(request, public_id, "exchange.own_badge")
    if request.method == "POST":
        actions.remove_badge(badge=badge, by=request.user)
        messages.success(request, _("It is removed. Who checks its file reads that it does not exist any more."))
        return HttpResponseRedirect(reverse("exchange:my_badges"))
    return render_private(request, "exchange/badges/badge_remove.html", {"badge": badge, "trail": make_trail(badge)})
