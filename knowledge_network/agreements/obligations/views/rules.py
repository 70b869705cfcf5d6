"""What follows from the articles, for who manages it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.agreements.obligations import presenters
from knowledge_network.agreements.obligations.actions import rules as actions
from knowledge_network.agreements.obligations.entrance import build_trail
from knowledge_network.agreements.obligations.forms import ReasonForm, RuleForm
from knowledge_network.agreements.obligations.models import ObligationRule
from knowledge_network.agreements.obligations.queries import current_agreement
from knowledge_network.agreements.texts.form_page import FormPage, render_form
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.members.people.requests import MemberRequest


def _trail() -> list[tuple[str, str]]:
    return [*build_trail(), (_("Rules"), reverse("agreements:rule_list"))]


@require_safe
def rule_list(request: MemberRequest) -> HttpResponse:
    """What each article asks for; without any, two ways to begin."""
    require(request, "agreements.manage_obligations")
    agreement = current_agreement()
    rules = ObligationRule.objects.filter(article__agreement=agreement).select_related("article")
    lines = [presenters.rule_line(rule) for rule in rules.order_by("ended_on", "article__number", "paragraph", "pk")]
    before = agreement.predecessor if agreement else None
    context = {
        "tab": "obligations",
        "agreement": agreement,
        "lines": lines,
        "can_take_over": before is not None
        and ObligationRule.objects.filter(article__agreement=before, ended_on__isnull=True).exists(),
        "trail": build_trail(),
    }
    return render_page(request, "agreements/obligations/rule_list.html", context)


@require_POST
def rules_begin(request: MemberRequest) -> HttpResponse:
    """With the founding obligations, or with those of the version before (`uit=vorige`)."""
    require(request, "agreements.manage_obligations")
    agreement = current_agreement()
    if agreement is None:
        raise Http404
    begin = actions.take_over_rules if request.POST.get("uit") == "vorige" else actions.add_founding_rules
    try:
        count = begin(agreement=agreement, by=request.user)
        text = ngettext("%(n)d obligation is there now.", "%(n)d obligations are there now.", count) % {"n": count}
        messages.success(request, text)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("agreements:rule_list"))


@form_page
def rule_add(request: MemberRequest) -> HttpResponse:
    require(request, "agreements.manage_obligations")
    agreement = current_agreement()
    if agreement is None:
        raise Http404
    form = RuleForm(sent(request)[0], agreement=agreement)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        actions.add_rule(article=values.pop("article"), by=request.user, **values)
        messages.success(request, _("It is there. The obligations of this school year are made."))
        return HttpResponseRedirect(reverse("agreements:rule_list"))
    return render_form(
        request, form, FormPage(heading=_("What follows from an article?"), button=_("Add it"), trail=_trail())
    )


def _rule(public_id: str) -> ObligationRule:
    rows = ObligationRule.objects.filter(ended_on__isnull=True).select_related("article__agreement")
    found: ObligationRule = get_object_or_404(rows, public_id=public_id)
    return found


@form_page
def rule_change(request: MemberRequest, public_id: str) -> HttpResponse:
    """For what is still open: what was met or lapsed stays as it was."""
    require(request, "agreements.manage_obligations")
    rule = _rule(public_id)
    form = RuleForm(sent(request)[0], agreement=rule.article.agreement, rule=rule)
    if request.method == "POST" and form.is_valid():
        actions.change_rule(rule=rule, by=request.user, **form.values())
        messages.success(request, _("Changed for everything that is still open."))
        return HttpResponseRedirect(reverse("agreements:rule_list"))
    return render_form(
        request, form, FormPage(heading=_("Change what follows"), button=_("Save"), lede=rule.title, trail=_trail())
    )


@form_page
def rule_end(request: MemberRequest, public_id: str) -> HttpResponse:
    require(request, "agreements.manage_obligations")
    rule = _rule(public_id)
    form = ReasonForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        actions.end_rule(rule=rule, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("This is no longer asked for. What was open of it lapsed."))
        return HttpResponseRedirect(reverse("agreements:rule_list"))
    return render_form(
        request,
        form,
        FormPage(heading=_("No longer ask for this"), button=_("End it"), lede=rule.title, trail=_trail()),
    )
