"""The report: proposed, written on together, as PDF, and sent in to the knowledge base."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from expertise.products.actions.products import LEAST_TOPICS
from knowledge_network.kit.drafts import forget_drafts
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_private, sent
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.topics.models import Topic
from lesson_study.cycles.entrance import warn_of_names
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.discussion import documents
from lesson_study.discussion.actions import report as actions
from lesson_study.discussion.entrance import enter_cycle
from lesson_study.discussion.forms import ReportForm, SendInForm
from lesson_study.discussion.models import ReportDraft
from lesson_study.discussion.views.reflection import back, frame

PUBLISH = "lesson_study.publish_report"


@form_page
def report_write(request: MemberRequest, public_id: str) -> HttpResponse:
    """`autosave` in a POST answers with JSON: the new version, or what stands in the way."""
    cycle = enter_cycle(request, public_id, PUBLISH)
    report = ReportDraft.objects.filter(cycle=cycle).first()
    by_itself = "autosave" in request.POST
    form = ReportForm(
        sent(request)[0],
        initial={"text": report.text if report else "", "version": report.version if report else 0, "base": "{}"},
    )
    theirs, status = "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                saved = actions.save_report(
                    cycle=cycle,
                    by=request.user,
                    text=data["text"],
                    seen_version=data["version"],
                    by_itself=by_itself,
                )
                return _after_save(request, cycle, saved, by_itself=by_itself)
            except actions.TextChangedError as refusal:
                status, theirs = 409, refusal.report.text
                form.add_error(None, str(refusal))
                # Saved once more, the text of this page is the one that counts.
                form.data = {**request.POST.dict(), "version": str(refusal.report.version)}
            except RefusedError as refusal:
                status = 409
                form.add_error(None, str(refusal))
    elif is_published(cycle):
        return _told_that_it_is_published(request, cycle)
    if by_itself:
        return JsonResponse({"error": _("Not saved yet.")}, status=status)
    earlier = report.texts.select_related("by").order_by("-version") if report else []
    context = frame(request, cycle) | {"form": form, "report": report, "theirs": theirs, "earlier": earlier}
    return render_private(request, "lesson_study/discussion/report_write.html", context, status=status)


def _after_save(
    request: MemberRequest, cycle: LessonStudyCycle, report: ReportDraft, *, by_itself: bool
) -> HttpResponse:
    if by_itself:
        return JsonResponse({"version": report.version, "base": {}, "changed": [], "more": False})
    messages.success(request, _("The report is saved."))
    warn_of_names(request, report.text)
    return forget_drafts(back(cycle, "#verslag"), f"report:{cycle.public_id}")


def is_published(cycle: LessonStudyCycle) -> bool:
    return cycle.product is not None and cycle.product.is_in_view


def _told_that_it_is_published(request: MemberRequest, cycle: LessonStudyCycle) -> HttpResponseRedirect:
    messages.info(request, _("The report is published. Put a new version in the knowledge base instead."))
    return back(cycle, "#verslag")


@require_POST
def report_propose(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, PUBLISH)
    try:
        actions.propose_report(cycle=cycle, by=request.user)
    except RefusedError as refusal:
        messages.warning(request, str(refusal))
        return back(cycle, "#verslag")
    messages.success(request, _("The report is drafted from what you found. Change what you like."))
    return HttpResponseRedirect(reverse("lesson_study:report_write", args=[cycle.public_id]))


def draw_pdf(cycle: LessonStudyCycle, text: str) -> bytes:
    """The report on paper, from its Markdown."""
    return documents.make_report(cycle, text, language=get_language() or "nl")


@require_safe
def report_pdf(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, "lesson_study.read_work")
    report = ReportDraft.objects.filter(cycle=cycle).first()
    response = HttpResponse(draw_pdf(cycle, report.text if report else ""), content_type="application/pdf")
    response["Cache-Control"] = "private, no-store"
    response["Content-Disposition"] = f'inline; filename="{slugify(cycle.title)[:60] or "lesson-study"}.pdf"'
    return response


@form_page
def report_send_in(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, PUBLISH)
    if request.method != "POST" and is_published(cycle):
        return _told_that_it_is_published(request, cycle)
    report = ReportDraft.objects.filter(cycle=cycle).first()
    contacts = Member.objects.filter(pk__in=cycle.report_contacts.values("member")).order_by("given_name", "pk")
    topics = Topic.objects.approved().order_by("name")
    form = SendInForm(
        sent(request)[0],
        topics=topics,
        contacts=contacts,
        initial=_initial(cycle, contacts),
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and report is not None and report.text.strip():
            data = form.cleaned_data
            try:
                actions.send_in_report(
                    cycle=cycle,
                    by=request.user,
                    summary=data["summary"],
                    topics=data["topics"],
                    contact_person=data["contact"],
                    makers=data["makers"],
                    pdf=draw_pdf(cycle, report.text),
                )
                messages.success(request, _("The report is sent in. You hear when it is published."))
                return back(cycle, "#verslag")
            except RefusedError as refusal:
                form.add_error(None, str(refusal))
                status = 409
        elif form.is_valid():
            form.add_error(None, _("There is no report yet. Write it first."))
    context = frame(request, cycle) | {
        "form": form,
        "report": report,
        "has_contacts": contacts.exists(),
        "has_topics": len(topics[:LEAST_TOPICS]) == LEAST_TOPICS,
    }
    return render_private(request, "lesson_study/discussion/report_send_in.html", context, status=status)


def _initial(cycle: LessonStudyCycle, contacts: QuerySet[Member]) -> dict[str, Any]:
    product = cycle.product
    people = list(contacts[:2])
    named = product.contact_person if product else people[0] if len(people) == 1 else None
    return {
        "summary": product.summary if product else cycle.question,
        "topics": [topic.slug for topic in (product.topics.all() if product else cycle.topics.all())],
        "makers": product.makers if product else "",
        "contact": named.public_id if named is not None else "",
    }
