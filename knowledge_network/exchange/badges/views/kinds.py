"""For what there are badges: to read for everybody, to write for who runs the network."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.exchange.badges import actions
from knowledge_network.exchange.badges.enums import BadgeKind
from knowledge_network.exchange.badges.forms import ClassForm
from knowledge_network.exchange.badges.models import BadgeClass, ClassEndorsement
from knowledge_network.exchange.badges.views.holding import find_class
from knowledge_network.exchange.badges.words import SUGGESTIONS
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.requests import MemberRequest

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


@dataclass(frozen=True)
class KindLine:
    """A kind of badge, and what is written about it, if anything."""

    kind: BadgeKind
    badge_class: BadgeClass | None
    change_url: str


@dataclass(frozen=True)
class BoardLine:
    """A board for which somebody may speak."""

    board: Organisation
    stands: bool


@require_safe
def badge_kinds(request: MemberRequest) -> HttpResponse:
    require(request, "exchange.manage_badges")
    written = {one.kind: one for one in BadgeClass.objects.all()}
    lines = [
        KindLine(kind, written.get(kind), reverse("exchange:badge_class_change", args=[kind.address]))
        for kind in BadgeKind
    ]
    return render_page(request, "exchange/badges/badge_kinds.html", {"lines": lines})


@login_not_required
@require_safe
def badge_class(request: HttpRequest, kind: str) -> HttpResponse:
    """What a badge says, and what somebody did who has it. This address stands in the badge."""
    badge_class = find_class(kind)
    context = {"badge_class": badge_class, "word": kind, **present_endorsements(badge_class, request.user)}
    return render_page(request, "exchange/badges/badge_class.html", context)


def present_endorsements(badge_class: BadgeClass, reader: Reader) -> dict[str, object]:
    """Which boards stand behind the words that stand there now, and for which this reader may say so."""
    rows = ClassEndorsement.objects.filter(badge_class=badge_class, words_hash=badge_class.words_hash)
    standing = list(rows.select_related("organisation").order_by("organisation__name"))
    mine: list[BoardLine] = []
    if reader.is_authenticated and reader.is_director:
        by_board = {row.organisation_id for row in standing}
        boards = Organisation.objects.filter(pk__in=reader.directed_organisations).order_by("name")
        mine = [BoardLine(board, stands=board.pk in by_board) for board in boards]
    return {"endorsements": standing, "my_boards": mine}


@require_POST
def badge_class_endorse(request: MemberRequest, kind: str) -> HttpResponse:
    """A board says that it stands behind this kind, or that it does no longer."""
    require(request, "exchange.endorse_badge_class")
    badge_class = find_class(kind)
    boards = Organisation.objects.filter(pk__in=request.user.directed_organisations)
    board = get_object_or_404(boards, slug=request.POST.get("board", ""))
    try:
        if request.POST.get("no_more"):
            actions.end_endorsement(badge_class=badge_class, organisation=board, by=request.user)
            messages.success(request, _("Your board stands behind it no longer."))
        else:
            seen = request.POST.get("seen", "")
            actions.endorse_class(badge_class=badge_class, organisation=board, by=request.user, seen=seen)
            messages.success(request, _("Your board stands behind it now, for everybody to read."))
    except RefusedError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(badge_class.get_absolute_url())


@form_page
def badge_class_change(request: MemberRequest, kind: str) -> HttpResponse:
    require(request, "exchange.manage_badges")
    chosen = BadgeKind.by_address().get(kind)
    if chosen is None:
        raise Http404
    known = BadgeClass.objects.filter(kind=chosen).first()
    begin = SUGGESTIONS[chosen]
    initial = {
        "name": begin.name, "description": begin.description, "criterion": begin.criterion, "months": begin.months,
    }  # fmt: skip
    form = ClassForm(sent(request)[0], instance=known, initial=initial if known is None else None)
    if request.method == "POST" and form.is_valid():
        actions.write_class(kind=chosen, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. What was granted before keeps the words of its day."))
        return HttpResponseRedirect(reverse("exchange:badge_kinds"))
    trail = [(_("Kinds of badges"), reverse("exchange:badge_kinds"))]
    context = {"form": form, "kind": chosen, "trail": trail}
    status = 422 if form.is_bound else 200
    return render_page(request, "exchange/badges/badge_class_change.html", context, status=status)
