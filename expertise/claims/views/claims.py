"""«Mijn expertise»: adding, changing, confirming, hiding and archiving what one can help with."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from expertise.claims import suggestions
from expertise.claims.actions import claims as actions
from expertise.claims.actions.evidence import add_evidence
from expertise.claims.enums import ClaimState, ClaimVisibility
from expertise.claims.forms import ClaimForm, NewClaimForm, PastedTextForm, build_evidence
from expertise.claims.models import ExpertiseClaim
from expertise.claims.registry import find_thing
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import get_permitted, redirect_back
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.members.vocabulary.actions import propose_topic
from knowledge_network.members.vocabulary.forms import ProposalForm
from knowledge_network.topics.models import Topic
from knowledge_network.topics.queries import suggest


def posted(request: MemberRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def own_claim(request: MemberRequest, public_id: str) -> ExpertiseClaim:
    """404 when the reader may not know of it, 403 when it is somebody else's."""
    rows = ExpertiseClaim.objects.visible_to(request.user).select_related("member", "topic")
    return get_permitted(request, rows, "expertise.change_claim", public_id=public_id)


def claim_url(name: str, claim: ExpertiseClaim, *args: str) -> str:
    return reverse(f"expertise:{name}", args=[claim.public_id, *args])


def trail() -> list[tuple[str, str]]:
    return [(_("My expertise"), reverse("expertise:my_expertise"))]


@require_http_methods(["GET", "HEAD", "POST"])
def claim_add(request: MemberRequest) -> HttpResponse:
    """One topic, one sentence, one press; the rest may come later. `?thema=` fills the topic in.

    `?uit=` names what would show it, «lesson_study:k3v9…»: that stands with it at once.
    """
    thing = find_thing(request.user, request.GET.get("uit", "")[:60])
    form = NewClaimForm(posted(request), initial={"topic": _named(request.GET.get("thema", ""))})
    if request.method == "POST":
        if form.is_valid():
            values = dict(form.cleaned_data)
            try:
                claim = actions.add_claim(member=request.user, by=request.user, topic=values.pop("topic"), **values)
            except RefusedError as refusal:
                form.add_error("topic", str(refusal))
            else:
                if thing is not None:
                    add_evidence(claim=claim, by=request.user, **build_evidence(thing))
                offer_undo(
                    request,
                    _("«%(topic)s» stands with your expertise.") % {"topic": claim.topic.name},
                    claim_url("claim_archive", claim),
                )
                return HttpResponseRedirect(reverse("expertise:my_expertise"))
        elif form.unknown and "propose" in request.POST and _proposed(request, form):
            return HttpResponseRedirect(reverse("expertise:my_expertise"))
    context = {
        "form": form,
        "trail": trail(),
        "suggestions": suggestions.list_suggestions(request.user),
        "thing": thing,
    }
    return render(request, "expertise/claims/claim_add.html", context, status=422 if form.errors else 200)


def _named(slug: str) -> str:
    topic = Topic.objects.approved().filter(slug=slug[:120]).first() if slug else None
    return topic.name if topic else ""


def _proposed(request: MemberRequest, form: NewClaimForm) -> bool:
    """Propose the word that was typed; what was written waits as a draft on it, so that nothing is lost."""
    proposal = ProposalForm({"name": form.unknown})
    if not proposal.is_valid() or set(form.errors) != {"topic"}:
        for error in proposal.errors.get("name", []):
            form.add_error("topic", str(error))
        return False
    topic = propose_topic(by=request.user, **proposal.cleaned_data)
    values = {name: form.cleaned_data[name] for name in actions.FIELDS if name in form.cleaned_data}
    actions.add_claim(member=request.user, by=request.user, topic=topic, **{**values, "is_draft": True})
    text = _("Thank you. The coordinator looks at «%(name)s». What you wrote waits here as a draft until then.")
    messages.success(request, text % {"name": topic.name})
    return True


@require_safe
def claim_topics(request: MemberRequest) -> HttpResponse:
    """The words that fit what is typed, for the list below the field."""
    found = suggest(request.GET.get("topic", "")[:120])
    return render(request, "members/vocabulary/topic_suggest.html", {"suggestions": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def claim_from_text(request: MemberRequest) -> HttpResponse:
    """The topics in a pasted text. The text goes nowhere: it is read, answered and forgotten."""
    form = PastedTextForm(posted(request))
    found, mine = [], set()
    if form.is_valid():
        found = suggestions.find_topics(form.cleaned_data["text"])
        own = ExpertiseClaim.objects.filter(member=request.user, archived_at__isnull=True)
        mine = set(own.values_list("topic_id", flat=True))
    context = {
        "form": form,
        "trail": trail(),
        "looked": form.is_bound and not form.errors,
        "found": [topic for topic in found if topic.pk not in mine],
        "known": [topic for topic in found if topic.pk in mine],
    }
    return render(request, "expertise/claims/claim_from_text.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def claim_change(request: MemberRequest, public_id: str) -> HttpResponse:
    claim = own_claim(request, public_id)
    form = ClaimForm(posted(request), initial={name: getattr(claim, name) for name in actions.FIELDS})
    if form.is_valid():
        actions.change_claim(claim=claim, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. It counts as confirmed today."))
        return HttpResponseRedirect(reverse("expertise:my_expertise"))
    context = {"form": form, "claim": claim, "trail": trail()}
    return render(request, "expertise/claims/claim_change.html", context, status=422 if form.errors else 200)


@require_POST
def claim_confirm(request: MemberRequest, public_id: str) -> HttpResponse:
    claim = own_claim(request, public_id)
    if claim.archived_at is None:
        actions.confirm_claim(claim=claim, by=request.user)
        messages.success(request, _("Good. «%(topic)s» stands for another two years.") % {"topic": claim.topic.name})
    return redirect_back(request, reverse("expertise:my_expertise"))


@require_POST
def claim_show(request: MemberRequest, public_id: str) -> HttpResponse:
    """Hide it from everybody, show it again, or take it out of being a draft."""
    claim = own_claim(request, public_id)
    hide = request.POST.get("hidden") == "on"
    seen = ClaimVisibility.HIDDEN if hide else ClaimVisibility.NETWORK
    actions.change_claim(claim=claim, by=request.user, visibility=seen, is_draft=claim.is_draft and hide)
    text = _("Only you see «%(topic)s» now.") if hide else _("Members of the network see «%(topic)s» now.")
    messages.success(request, text % {"topic": claim.topic.name})
    return redirect_back(request, reverse("expertise:my_expertise"))


@require_POST
def claim_archive(request: MemberRequest, public_id: str) -> HttpResponse:
    claim = own_claim(request, public_id)
    actions.archive_claim(claim=claim, by=request.user)
    text = _("«%(topic)s» is archived. Nobody sees it any more.") % {"topic": claim.topic.name}
    offer_undo(request, text, claim_url("claim_restore", claim))
    return HttpResponseRedirect(reverse("expertise:my_expertise"))


@require_POST
def claim_restore(request: MemberRequest, public_id: str) -> HttpResponse:
    claim = own_claim(request, public_id)
    try:
        actions.restore_claim(claim=claim, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("«%(topic)s» is back.") % {"topic": claim.topic.name})
    return HttpResponseRedirect(reverse("expertise:my_expertise"))


@require_POST
def claim_erase(request: MemberRequest, public_id: str) -> HttpResponse:
    """For good, with all that stands with it: only what is archived, and only who types the topic."""
    claim = own_claim(request, public_id)
    if (
        claim.state != ClaimState.ARCHIVED
        or request.POST.get("name", "").strip().casefold() != claim.topic.name.casefold()
    ):
        messages.error(request, _("Type the name of the topic to erase it. Nothing was erased."))
    else:
        actions.erase_claim(claim=claim, by=request.user)
        messages.success(request, _("It is erased, with all that stood with it."))
    return HttpResponseRedirect(reverse("expertise:my_expertise"))
