"""Agreements to read: the list, one of them, and beside the version before it. A change is read where it is signed."""

from __future__ import annotations

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.agreements.texts.corners import list_corners
from knowledge_network.agreements.texts.entrance import WRITE, enter_agreement, render_agreement
from knowledge_network.agreements.texts.enums import AgreementStatus
from knowledge_network.agreements.texts.models import Amendment, CollaborationAgreement
from knowledge_network.agreements.texts.presenters import (
    DOTS,
    agreement_line,
    count_open_remarks,
    differences,
    say_state,
    say_term,
    shown_amendments,
    shown_articles,
    shown_parties,
    trail,
)
from knowledge_network.kit.http import render_page
from knowledge_network.members.people.requests import MemberRequest


@require_safe
def agreement_list(request: MemberRequest) -> HttpResponse:
    """All versions, the newest first. There are a few in a lifetime: no pages."""
    today = timezone.localdate()
    rows = list(CollaborationAgreement.objects.versions().visible_to(request.user).order_by("-version", "pk"))
    context = {
        "agreements": [agreement_line(row, today) for row in rows],
        "can_write": request.user.has_perm(WRITE, None),
        "is_busy": any(row.is_draft or row.is_being_signed for row in rows),
        "tab": "versions",
    }
    return render_page(request, "agreements/texts/agreement_list.html", context)


@require_safe
def agreement_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    agreement = enter_agreement(request, public_id)
    if agreement.is_change:
        return HttpResponseRedirect(agreement.get_absolute_url())
    reader, today = request.user, timezone.localdate()
    versions = list(
        CollaborationAgreement.objects.versions().visible_to(reader).filter(partnership=agreement.partnership)
    )
    writes = reader.has_perm(WRITE, agreement)
    leaves: frozenset[int] | None = frozenset()
    if agreement.is_in_force:
        leaves = None if writes else reader.directed_organisations
    parties = agreement.parties.select_related("organisation__successor", "signatory").order_by("name_as_signed")
    articles = list(agreement.articles.order_by("number"))
    can_comment = reader.has_perm("agreements.comment", agreement)
    signed = Amendment.objects.signed().filter(agreement=agreement, article__isnull=False)
    changes = dict(signed.values_list("article", "paper__version"))
    context = {
        "state": say_state(agreement, today),
        "dot": DOTS.get(AgreementStatus(agreement.status), "info"),
        "term": say_term(agreement),
        "articles": shown_articles(articles, count_open_remarks(articles) if can_comment else None, changes),
        "can_comment": can_comment,
        "can_amend": writes and agreement.is_in_force,
        "parties": shown_parties(list(parties), can_leave=leaves),
        "amendments": shown_amendments(agreement, reader),
        "versions": [
            agreement_line(row, today, current=agreement)
            for row in sorted(versions, key=lambda row: row.version, reverse=True)
        ],
        "can_write": writes,
        "can_follow": writes
        and (agreement.is_signed or agreement.is_withdrawn)
        and not any(row.version > agreement.version for row in versions),
        "top": list_corners("top", agreement, reader),
        "side": list_corners("side", agreement, reader),
        "bottom": list_corners("bottom", agreement, reader),
        "trail": trail(agreement)[:1],
    }
    return render_agreement(request, "agreements/texts/agreement_detail.html", agreement, context)


@require_safe
def agreement_compare(request: MemberRequest, public_id: str) -> HttpResponse:
    """What changed since the version before this one."""
    agreement = enter_agreement(request, public_id)
    before = agreement.predecessor
    if before is None:
        raise Http404
    rows = differences(before, agreement)
    context = {
        "before": before,
        "differences": rows,
        "count": sum(row.changes is not None for row in rows),
        "heading": _("What changes from version %(old)s to %(new)s")
        % {"old": before.version, "new": agreement.version},
    }
    return render_agreement(request, "agreements/texts/agreement_compare.html", agreement, context)
