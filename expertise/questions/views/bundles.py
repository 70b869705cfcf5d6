"""One bundle: its words, why, who asked, whether it was answered; and what an asker says of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from expertise.questions.actions import board as actions
from expertise.questions.actions import rounds
from expertise.questions.forms.board import BundleForm, EvidenceForm, NotMeantForm, ObjectionForm
from expertise.questions.models import IndicativeQuestion, QuestionCard
from expertise.questions.presenters.bundles import build_bundle_page
from expertise.questions.queries import find_card
from expertise.questions.views.board import BUNDLE
from expertise.questions.views.questions import enter, make_trail
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.members.people.requests import MemberRequest

type Trail = list[tuple[str, str]]


def enter_bundle(request: MemberRequest, public_id: str, permission: str = "") -> IndicativeQuestion:
    rows = IndicativeQuestion.objects.present().select_related("cycle", "checked_by")
    bundle = get_object_or_404(rows, public_id=public_id)
    if permission:
        require(request, permission, bundle.cycle)
    return bundle


def _trail(bundle: IndicativeQuestion | None = None) -> Trail:
    return make_trail() + ([(bundle.name, bundle.get_absolute_url())] if bundle else [])


@require_safe
def bundle_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    """For every member: what was asked in whose words, and what was found."""
    bundle = enter_bundle(request, public_id)
    context = {
        "shown": build_bundle_page(bundle),
        "cycle": bundle.cycle,
        "can_bundle": request.user.has_perm(BUNDLE, bundle.cycle),
        "trail": _trail(),
    }
    return render_page(request, "expertise/questions/bundle_detail.html", context)


@form_page
def bundle_change(request: MemberRequest, public_id: str) -> HttpResponse:
    bundle = enter_bundle(request, public_id, BUNDLE)
    form = BundleForm(sent(request)[0], instance=bundle)
    if request.method == "POST" and form.is_valid():
        actions.change_bundle(bundle=form.instance, by=request.user)
        messages.success(request, _("The words of the bundle are stored."))
        return HttpResponseRedirect(bundle.get_absolute_url())
    context = {"form": form, "bundle": bundle, "trail": _trail(bundle)}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "expertise/questions/bundle_change.html", context, status=status)


@form_page
def bundle_check(request: MemberRequest, public_id: str) -> HttpResponse:
    """Where was looked, what was found, and whether it is answered already."""
    bundle = enter_bundle(request, public_id, BUNDLE)
    form = EvidenceForm(sent(request)[0], instance=bundle)
    if request.method == "POST" and form.is_valid():
        actions.check_evidence(bundle=form.instance, by=request.user)
        messages.success(request, _("What you found is stored."))
        return HttpResponseRedirect(bundle.get_absolute_url())
    context = {"form": form, "bundle": bundle, "trail": _trail(bundle)}
    status = 422 if request.method == "POST" else 200
    return render_page(request, "expertise/questions/bundle_check.html", context, status=status)


@require_POST
def bundle_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    bundle = enter_bundle(request, public_id, BUNDLE)
    try:
        count = actions.remove_bundle(bundle=bundle, by=request.user)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(bundle.get_absolute_url())
    said = ngettext(
        "The bundle is gone. %(n)d card lies loose again.", "The bundle is gone. %(n)d cards lie loose again.", count
    )
    messages.success(request, said % {"n": count})
    return HttpResponseRedirect(reverse("expertise:question_board"))


@require_POST
def practice_question_not_meant(request: MemberRequest, public_id: str) -> HttpResponse:
    """«Dit is niet wat ik bedoelde»: one press; a word with it may be."""
    question = enter(request, public_id, "expertise.withdraw_question")
    card, form = find_card(question), NotMeantForm(request.POST)
    if card is None or not form.is_valid():
        messages.error(request, _("The question is in another state now. Look again."))
        return HttpResponseRedirect(question.get_absolute_url())
    try:
        rounds.say_not_meant(card=card, by=request.user, words=form.cleaned_data["words"])
        messages.success(request, _("Thank you. The team is told."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(question.get_absolute_url())


@form_page
def bundle_objection(request: MemberRequest, public_id: str) -> HttpResponse:
    """The team answers who says that this is not what they meant; `public_id` is that of the card."""
    rows = QuestionCard.objects.select_related("cycle", "question", "confirmed_bundle")
    card = get_object_or_404(rows.filter(objected_at__isnull=False), public_id=public_id)
    require(request, BUNDLE, card.cycle)
    form = ObjectionForm(sent(request)[0])
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                rounds.answer_objection(card=card, by=request.user, answer=form.cleaned_data["answer"])
                messages.success(request, _("Your answer is sent to who asked."))
                return HttpResponseRedirect(card.question.get_absolute_url())
            except RefusedError as refusal:
                form.add_error(None, str(refusal))
                status = 409
    context = {"form": form, "card": card, "trail": make_trail(card.question)}
    return render_page(request, "expertise/questions/bundle_objection.html", context, status=status)
