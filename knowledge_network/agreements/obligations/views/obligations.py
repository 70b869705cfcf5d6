"""The list of obligations, and one of them with what shows it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from knowledge_network.agreements.obligations import presenters
from knowledge_network.agreements.obligations.entrance import build_trail, enter_obligation
from knowledge_network.agreements.obligations.enums import WhichObligations
from knowledge_network.agreements.obligations.facts import look
from knowledge_network.agreements.obligations.forms import ObligationFilterForm
from knowledge_network.agreements.obligations.models import Obligation
from knowledge_network.agreements.obligations.queries import current_agreement, with_all
from knowledge_network.kit.http import render_page, require
from knowledge_network.members.people.requests import MemberRequest

MOST_LINES = 200


@require_safe
def obligation_list(request: MemberRequest) -> HttpResponse:
    """What is asked of whom and by when, soonest first; who leads or runs something reads on from here."""
    require(request, "agreements.view_obligations")
    filters = ObligationFilterForm(request.GET, member=request.user)
    reads = request.user.has_perm("agreements.read_agreements")
    rows = list(filters.apply(with_all().visible_to(request.user))[: MOST_LINES + 1])
    mine = set(Obligation.objects.owned_by(request.user).values_list("pk", flat=True))
    context = {
        "tab": "obligations",
        "filters": filters,
        "choices": WhichObligations,
        "shown": filters.shown,
        "lines": [presenters.build_line(row, readable=reads or row.pk in mine) for row in rows[:MOST_LINES]],
        "is_cut": len(rows) > MOST_LINES,
        "late": sum(row.is_late for row in rows[:MOST_LINES]),
        "is_empty": current_agreement() is None,
    }
    return render_page(request, "agreements/obligations/obligation_list.html", context, partials=("obligations",))


@require_safe
def obligation_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    """What it says, who answers for it, how it stands by the data of this moment, and what shows it."""
    obligation = enter_obligation(request, public_id, "agreements.read_obligation")
    evidence = list(
        obligation.evidence.select_related("meeting", "product", "added_by", "obligation").order_by("added_at", "pk")
    )
    can_work = request.user.has_perm("agreements.work_on_obligation", obligation)
    checked = None
    if obligation.rule.self_check and not obligation.is_lapsed:
        found = look(obligation, timezone.localdate())
        checked = presenters.checked_now(obligation, dict(found.facts), found.lines)
    context = {
        "obligation": obligation,
        "page": presenters.build_page(obligation, evidence, checked=checked, can_work=can_work),
        "can_work": can_work,
        "can_change": request.user.has_perm("agreements.change_obligation", obligation),
        "can_reopen": request.user.has_perm("agreements.reopen_obligation", obligation),
        "trail": build_trail(),
    }
    return render_page(request, "agreements/obligations/obligation_detail.html", context)
