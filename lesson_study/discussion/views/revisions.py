"""At most three changes with their evidence, and the next version of the plan."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_private, require, sent
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles.entrance import build_trail, saved_together, warn_of_names
from lesson_study.cycles.enums import Phase
from lesson_study.cycles.presenters import present_ring
from lesson_study.discussion.actions import revisions as actions
from lesson_study.discussion.entrance import Talk, enter_talk
from lesson_study.discussion.forms import ReasonForm, RevisionForm
from lesson_study.discussion.links import build_address
from lesson_study.discussion.models import Revision
from lesson_study.discussion.views.talks import render_talk
from lesson_study.plan.queries import list_rows

WRITE = "lesson_study.write_in_discussion"


@require_POST
def discussion_revision_add(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    talk = enter_talk(request, public_id, number, WRITE)
    form = RevisionForm(request.POST, rows=list_rows(talk.lesson.plan), auto_id="revision_%s")
    if not form.is_valid():
        return render_talk(request, talk.cycle, talk.lesson, status=422, revision_form=form)
    try:
        actions.add_revision(discussion=talk.discussion, by=request.user, **form.values())
        warn_of_names(request, *_texts(form))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return talk.back("#aanpassingen")


def _texts(form: RevisionForm) -> list[str]:
    return [form.cleaned_data[name] for name in ("before", "after", "reason")]


def _revision(talk: Talk, key: str) -> Revision:
    found: Revision | None = talk.discussion.revisions.filter(public_id=key).first()
    if found is None:
        raise Http404
    found.discussion = talk.discussion
    return found


@form_page
def discussion_revision_change(request: MemberRequest, public_id: str, number: int, key: str) -> HttpResponse:
    talk = enter_talk(request, public_id, number, WRITE)
    revision = _revision(talk, key)
    form = RevisionForm(sent(request)[0], rows=list_rows(talk.lesson.plan), revision=revision)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                met = actions.change_revision(revision=revision, by=request.user, seen=form.seen(), **form.values())
                saved_together(request, met)
                warn_of_names(request, *_texts(form))
                return talk.back("#aanpassingen")
            except RefusedError as refusal:
                form.add_error(None, str(refusal))
                status = 409
    context = {
        "cycle": talk.cycle,
        "ring": present_ring(talk.cycle, request.user, Phase.DISCUSSION),
        "form": form,
        "revision": revision,
        "back_url": talk.address,
        "remove_url": build_address(talk.lesson, "discussion_revision_remove", key),
        "trail": [*build_trail(talk.cycle), (_("Discussion"), talk.address)],
    }
    return render_private(request, "lesson_study/discussion/discussion_revision_change.html", context, status=status)


@require_POST
def discussion_revision_remove(request: MemberRequest, public_id: str, number: int, key: str) -> HttpResponse:
    talk = enter_talk(request, public_id, number, WRITE)
    revision = _revision(talk, key)
    try:
        actions.remove_revision(revision=revision, by=request.user)
        messages.success(request, _("The change is taken away."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return talk.back("#aanpassingen")


@require_POST
def discussion_no_revision(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    talk = enter_talk(request, public_id, number, WRITE)
    form = ReasonForm(request.POST, longest=500, label=_("No change, because …"), auto_id="no_%s")
    if not form.is_valid():
        return render_talk(request, talk.cycle, talk.lesson, status=422, none_form=form)
    try:
        reason = form.cleaned_data["reason"]
        met = actions.change_nothing(discussion=talk.discussion, by=request.user, reason=reason, seen=form.seen())
        saved_together(request, met)
        warn_of_names(request, form.cleaned_data["reason"])
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return talk.back("#aanpassingen")


@require_POST
def discussion_evidence(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    """`link` is «on:<change>:<note>» or «off:…»: one button of one form."""
    talk = enter_talk(request, public_id, number, WRITE)
    require(request, "lesson_study.read_notes", talk.cycle)
    turn, _colon, rest = request.POST.get("link", "").partition(":")
    key, _colon, note = rest.partition(":")
    revision = _revision(talk, key[:20].replace("\x00", ""))
    try:
        observation = talk.lesson.observations.filter(uuid=uuid.UUID(note)).first()
    except ValueError:
        observation = None
    if observation is None or turn not in {"on", "off"}:
        raise Http404
    actions.link_evidence(revision=revision, observation=observation, by=request.user, is_linked=turn == "on")
    return talk.back(f"#noot-{observation.uuid}")


@require_POST
def discussion_version(request: MemberRequest, public_id: str, number: int) -> HttpResponse:
    talk = enter_talk(request, public_id, number, WRITE)
    try:
        plan = actions.make_next_version(discussion=talk.discussion, by=request.user)
        messages.success(
            request,
            _("Version %(version)s of the plan is there, with your changes beside it. Work them out in the plan.")
            % {"version": plan.version},
        )
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return talk.back("#aanpassingen")
