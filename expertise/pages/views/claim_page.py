"""The page of one claim, and what stands with it: evidence, recognition, and confirming from the mail."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from expertise.claims import links as claim_links
from expertise.claims import presenters
from expertise.claims.actions import endorsements, evidence
from expertise.claims.actions.availability import set_availability
from expertise.claims.actions.claims import confirm_claim
from expertise.claims.enums import ClaimState, ClaimVisibility
from expertise.claims.forms import AvailabilityForm, EndorsementForm, EvidenceForm
from expertise.claims.models import Availability, Endorsement, ExpertiseClaim
from expertise.claims.queries import Thing, read_reciprocal_pairs
from expertise.claims.states import collect_claim_facts
from expertise.claims.views.claims import claim_url, own_claim, posted, trail
from expertise.pages import queries
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import get_permitted, require, signed_page
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.rate_limit import too_many
from knowledge_network.members.people import photos
from knowledge_network.members.people.requests import MemberRequest

UNDO_KEY = "expertise.removed_evidence"


def visible_claims(request: HttpRequest) -> QuerySet[ExpertiseClaim]:
    return ExpertiseClaim.objects.visible_to(request.user).select_related("member__availability", "topic")


@login_not_required
@require_safe
def claim_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    claim = get_object_or_404(visible_claims(request), public_id=public_id)
    member, today = claim.member, timezone.localdate()
    recognitions = queries.find_endorsements(claim, request.user)
    availability = getattr(member, "availability", None)
    is_own = member.pk == request.user.pk
    paused = availability is not None and availability.paused_until is not None and availability.paused_until >= today
    context = {
        "claim": claim,
        "member": member,
        "photo": photos.visible_photo(member, request.user, 320),
        "chip": presenters.CHIPS[ClaimState(claim.state)],
        "for_whom": presenters.describe_audience(claim),
        "help_forms": presenters.label_help_forms(claim.forms or (availability.forms if availability else [])),
        "evidence": queries.find_evidence(claim, request.user),
        "recognitions": recognitions,
        "availability": availability,
        "paused_until": availability.paused_until if availability is not None and paused else None,
        "is_own": is_own,
        "is_public": claim.visibility == ClaimVisibility.EVERYBODY,
        "why": presenters.explain_state(claim.state),
        "step": presenters.advise_next_step(collect_claim_facts([claim], today)[claim.pk], today) if is_own else "",
        "ask_url": ask_url(claim) if not is_own and not paused else "",
        "may_endorse": request.user.has_perm("expertise.endorse_claim", claim)
        and not any(proof.is_mine for proof in recognitions),
    }
    return render(request, "expertise/pages/claim_detail.html", context)


def ask_url(claim: ExpertiseClaim) -> str:
    """Where this person is asked about this topic."""
    return reverse("expertise:help_request_ask", query={"aan": claim.member.public_id, "thema": claim.topic.slug})


# Evidence -----------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def evidence_add(request: MemberRequest, public_id: str) -> HttpResponse:
    """`?uit=` chooses what it is, by its key."""
    claim = own_claim(request, public_id)
    things = queries.list_things(request.user)
    chosen = _chosen(things, request.GET.get("uit", ""))
    initial = {"object": chosen.key, "kind": chosen.kind} if chosen is not None else {}
    form = EvidenceForm(posted(request), things=things, initial=initial)
    if form.is_valid():
        evidence.add_evidence(claim=claim, by=request.user, **form.values)
        messages.success(request, _("Added. It stands with «%(topic)s» now.") % {"topic": claim.topic.name})
        return HttpResponseRedirect(claim_url("claim_detail", claim))
    context = {"form": form, "claim": claim, "trail": trail()}
    return render(request, "expertise/pages/evidence_add.html", context, status=422 if form.errors else 200)


def _chosen(things: list[tuple[str, list[Thing]]], key: str) -> Thing | None:
    return next((thing for _label, group in things for thing in group if thing.key == key), None)


@require_POST
def evidence_remove(request: MemberRequest, public_id: str, evidence_id: str) -> HttpResponse:
    claim = own_claim(request, public_id)
    row = get_object_or_404(claim.evidence.select_related("claim"), public_id=evidence_id)
    request.session[UNDO_KEY] = {
        "claim": claim.public_id,
        "kept": evidence.remove_evidence(evidence=row, by=request.user),
    }
    offer_undo(request, _("Taken away."), claim_url("evidence_restore", claim))
    return HttpResponseRedirect(claim_url("claim_detail", claim))


@require_POST
def evidence_restore(request: MemberRequest, public_id: str) -> HttpResponse:
    claim = own_claim(request, public_id)
    removed = request.session.get(UNDO_KEY)
    if removed and removed["claim"] == claim.public_id:
        del request.session[UNDO_KEY]
        evidence.restore_evidence(claim=claim, by=request.user, kept=removed["kept"])
        messages.success(request, _("It is back."))
    return HttpResponseRedirect(claim_url("claim_detail", claim))


# Recognition --------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def endorsement_give(request: MemberRequest, public_id: str) -> HttpResponse:
    claim = get_permitted(request, visible_claims(request), "expertise.endorse_claim", public_id=public_id)
    if Endorsement.objects.filter(claim=claim, by=request.user, withdrawn_at__isnull=True).exists():
        messages.info(request, _("You recognised this already. You can take it back below."))
        return HttpResponseRedirect(claim_url("claim_detail", claim))
    form = EndorsementForm(posted(request), things=queries.list_shared_things(request.user, claim.member))
    if form.is_valid():
        try:
            given = endorsements.give_endorsement(claim=claim, by=request.user, **form.values)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            text = _("Thank you. %(name)s reads it, and it stands with «%(topic)s».") % {
                "name": claim.member.get_short_name(),
                "topic": claim.topic.name,
            }
            offer_undo(request, text, claim_url("endorsement_withdraw", claim, given.public_id))
            return HttpResponseRedirect(claim_url("claim_detail", claim))
    context = {"form": form, "claim": claim, "member": claim.member}
    return render(request, "expertise/pages/endorsement_give.html", context, status=422 if form.errors else 200)


def _own_endorsement(request: MemberRequest, public_id: str, endorsement_id: str) -> Endorsement:
    """One's own; somebody else's is a 403 where it can be read and does not exist where it cannot."""
    rows = Endorsement.objects.filter(claim__public_id=public_id).select_related("claim__member", "claim__topic")
    if not rows.filter(by=request.user).exists():
        rows = rows.filter(claim__in=visible_claims(request), withdrawn_at__isnull=True)
    return get_permitted(request, rows, "expertise.withdraw_endorsement", public_id=endorsement_id)


@require_POST
def endorsement_withdraw(request: MemberRequest, public_id: str, endorsement_id: str) -> HttpResponse:
    row = _own_endorsement(request, public_id, endorsement_id)
    endorsements.withdraw_endorsement(endorsement=row, by=request.user)
    offer_undo(
        request,
        _("Taken back. Nobody reads it any more."),
        reverse("expertise:endorsement_restore", args=[public_id, endorsement_id]),
    )
    return _after(request, row)


@require_POST
def endorsement_restore(request: MemberRequest, public_id: str, endorsement_id: str) -> HttpResponse:
    row = _own_endorsement(request, public_id, endorsement_id)
    endorsements.restore_endorsement(endorsement=row, by=request.user)
    messages.success(request, _("It is back."))
    return _after(request, row)


def _after(request: MemberRequest, row: Endorsement) -> HttpResponse:
    """To the claim while one may read it, else to one's own page."""
    shown = visible_claims(request).filter(pk=row.claim_id).exists()
    return HttpResponseRedirect(claim_url("claim_detail", row.claim) if shown else reverse("expertise:my_expertise"))


@require_safe
def endorsement_pairs(request: MemberRequest) -> HttpResponse:
    """For coordinators: who recognised each other within a week."""
    require(request, "expertise.see_pairs")
    pairs = read_reciprocal_pairs()
    context = {
        "pairs": pairs.found,
        "counted_at": pairs.at,
        "trail": [(_("Management"), reverse("dashboards:management"))],
    }
    return render(request, "expertise/pages/endorsement_pairs.html", context)


# When and how ---------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def availability_edit(request: MemberRequest) -> HttpResponse:
    row = Availability.objects.filter(member=request.user).first() or Availability(member=request.user)
    form = AvailabilityForm(posted(request), instance=row)
    if form.is_valid():
        set_availability(member=request.user, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. This is how colleagues can ask you."))
        return HttpResponseRedirect(reverse("expertise:my_expertise"))
    context = {"form": form, "trail": trail(), "load": queries.count_open_questions(request.user)}
    return render(request, "expertise/pages/availability_edit.html", context, status=422 if form.errors else 200)


# From the mail --------------------------------------------------------------------------------------


@signed_page
def claim_confirm_from_mail(request: HttpRequest, token: str) -> HttpResponse:
    """All that waits is ticked; one press confirms it. Looking stores nothing: mail programs open every link."""
    member = claim_links.read(token)
    if member is None:
        return render(request, "expertise/pages/claim_confirm_invalid.html", status=404)
    waiting = ExpertiseClaim.objects.filter(member=member, state=ClaimState.TO_CONFIRM)
    claims = list(waiting.select_related("member", "topic").order_by("topic__name", "pk"))
    done: list[ExpertiseClaim] = []
    if request.method == "POST":
        if too_many(request, "claims_from_mail"):
            return render(request, "429.html", status=429)
        chosen = set(request.POST.getlist("claims"))
        done = [claim for claim in claims if claim.public_id in chosen]
        for claim in done:
            confirm_claim(claim=claim, by=member)
        claims = [claim for claim in claims if claim not in done]
    context = {"member": member, "claims": claims, "done": done, "asked": request.method == "POST"}
    return render(request, "expertise/pages/claim_confirm_from_mail.html", context)
