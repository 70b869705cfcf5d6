"""Answers without names: checking one, reading it, and telling later what came of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from expertise.asking import links as help_links
from expertise.asking.actions import also
from expertise.asking.actions import answers as actions
from expertise.asking.enums import FollowUpUsed, QuestionTab
from expertise.asking.forms.requests import FollowUpForm, PublishForm
from expertise.asking.models import AnswerUse, HelpRequest
from expertise.asking.queries.requests import list_published
from expertise.asking.views.requests import enter, url
from knowledge_network.kit.emails import absolute_url
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import render_page, sent, signed_page
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.rate_limit import too_many
from knowledge_network.members.people.requests import MemberRequest


@require_safe
def help_answer_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    """The checked text and its topics; nobody's name, and no way back to who asked."""
    help_request = get_object_or_404(list_published(), public_id=public_id)
    context = {
        "help_request": help_request,
        "share_address": absolute_url(url("help_answer_detail", help_request)),
        "topics": sorted(help_request.topics.all(), key=lambda topic: topic.name),
        "used_by_me": AnswerUse.objects.filter(help_request=help_request, member=request.user).exists(),
        "my_uses": _count_for_giver(request, help_request),
        "trail": [(_("Questions"), reverse("expertise:help_request_list", query={"wat": QuestionTab.ANSWERS.address}))],
    }
    return render_page(request, "expertise/asking/help_answer_detail.html", context)


def _count_for_giver(request: MemberRequest, help_request: HelpRequest) -> int:
    """How often the answer was used, for who gave it; nothing for anybody else."""
    gave = request.user.pk in also.list_givers(help_request)
    return also.count_uses(help_request) if gave else 0


@require_POST
def help_answer_used(request: MemberRequest, public_id: str) -> HttpResponse:
    """«Dit heb ik gebruikt», or not after all."""
    help_request = get_object_or_404(list_published(), public_id=public_id)
    if "not_used" in request.POST:
        also.forget_answer_use(help_request=help_request, by=request.user)
        messages.success(request, _("Noted: you did not use it."))
    else:
        try:
            also.note_answer_use(help_request=help_request, by=request.user)
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Thank you. Who gave this answer hears that it was used, not by whom."))
    return HttpResponseRedirect(reverse("expertise:help_answer_detail", args=[public_id]))


@require_http_methods(["GET", "HEAD", "POST"])
def help_publish(request: MemberRequest, public_id: str) -> HttpResponse:
    """Look for names, shorten, and share."""
    help_request = enter(request, public_id, "expertise.check_answer")
    answers = help_request.messages.filter(is_answer=True).order_by("sent_at", "pk").values_list("text", flat=True)
    initial = {
        "title": help_request.published_title or help_request.title,
        "text": help_request.published_answer or "\n\n".join(answers)[:3000],
    }
    form = PublishForm(sent(request)[0], initial=initial)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.publish(help_request=help_request, by=request.user, **form.cleaned_data)
            except RefusedError as refusal:
                form.add_error(None, str(refusal))
            else:
                offer_undo(request, _("Every member finds this answer now."), url("help_unpublish", help_request))
                return HttpResponseRedirect(reverse("expertise:help_answer_detail", args=[public_id]))
    trail = [
        (_("Questions"), reverse("expertise:help_request_list")),
        (help_request.title, url("help_request_detail", help_request)),
    ]
    context = {"form": form, "help_request": help_request, "trail": trail}
    return render_page(request, "expertise/asking/help_publish.html", context, status=status)


@require_POST
def help_unpublish(request: MemberRequest, public_id: str) -> HttpResponse:
    help_request = enter(request, public_id, "expertise.check_answer")
    actions.unpublish(help_request=help_request, by=request.user)
    messages.success(request, _("The answer is no longer shared."))
    return HttpResponseRedirect(url("help_request_detail", help_request))


@signed_page
def help_follow_up(request: HttpRequest, token: str) -> HttpResponse:
    """The answer is chosen already, one press confirms it. Looking stores nothing: mail programs open every link."""
    row = help_links.read(token)
    if row is None:
        return render(request, "expertise/asking/help_follow_up_invalid.html", status=404)
    chosen = request.GET.get("gebruikt", "")
    initial = {"used": FollowUpUsed.by_address().get(chosen, row.used), "note": row.note}
    form = FollowUpForm(request.POST if request.method == "POST" else None, initial=initial)
    done, status = False, 200
    if request.method == "POST":
        if too_many(request, "help_follow_up"):
            return render(request, "429.html", status=429)
        done, status = form.is_valid(), 200 if form.is_valid() else 422
        if done:
            actions.answer_follow_up(row=row, **form.cleaned_data)
    context = {"form": form, "title": row.help_request.title, "done": done}
    return render(request, "expertise/asking/help_follow_up.html", context, status=status)
