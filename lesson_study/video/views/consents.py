"""Consents of parents by counts, and of colleagues who can be recognised."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_private, sent
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.video.actions import consents as actions
from lesson_study.video.entrance import CHECK, OWN, do_deed, enter_session, make_trail
from lesson_study.video.forms.people import AdultForm
from lesson_study.video.forms.session import AgreeForm, ConsentForm, WithdrawForm
from lesson_study.video.models import ConsentRecord, FilmedAdult, VideoSession
from lesson_study.video.queries import find_people_to_ask


def _render(request: MemberRequest, name: str, session: VideoSession, **context: object) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    page = {"session": session, "trail": make_trail(session), **context}
    return render_private(request, f"lesson_study/video/{name}.html", page, status=status)


@form_page
def video_consent_add(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id, CHECK)
    form = ConsentForm(sent(request)[0])
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_consent(session=session, by=request.user, **form.values())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(f"{session.get_absolute_url()}#toestemming")
    return _render(request, "video_consent", session, form=form)


def _get_consent(session: VideoSession, key: str) -> ConsentRecord:
    consent = get_object_or_404(ConsentRecord.objects.filter(session=session), public_id=key)
    consent.session = session
    return consent


@form_page
def video_consent_change(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    session = enter_session(request, public_id, CHECK)
    consent = _get_consent(session, key)
    form = ConsentForm(sent(request)[0], instance=consent)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_consent(consent=consent, by=request.user, **form.values())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(f"{session.get_absolute_url()}#toestemming")
    return _render(request, "video_consent", session, form=form, consent=consent)


@form_page
def video_consent_withdraw(request: MemberRequest, public_id: str, key: str) -> HttpResponse:
    """At once, for one pupil or for all; what follows stands on the page before."""
    session = enter_session(request, public_id, CHECK)
    consent = _get_consent(session, key)
    form = WithdrawForm(sent(request)[0], initial={"whose": "leerling"})
    if request.method == "POST" and form.is_valid():
        of_one = form.cleaned_data["whose"] == "leerling"
        deed = actions.withdraw_pupil if of_one else actions.withdraw_consent
        return do_deed(
            request,
            lambda: deed(consent=consent, by=request.user),
            f"{session.get_absolute_url()}#fragmenten",
            done=_("All fragments are out of sight from now on."),
        )
    return _render(request, "video_consent_withdraw", session, form=form, consent=consent)


# Colleagues ---------------------------------------------------------------------------------------


@require_POST
def video_adult_ask(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id, OWN)
    form = AdultForm(request.POST, people=find_people_to_ask(session), auto_id="adult_%s")
    to = f"{session.get_absolute_url()}#collegas"
    if not form.is_valid():
        messages.error(request, _("Choose a colleague of the group or of the school."))
        return HttpResponseRedirect(to)
    member = form.cleaned_data["member"]
    return do_deed(
        request,
        lambda: actions.ask_adult(session=session, by=request.user, member=member),
        to,
        done=_("We asked them. Until they agree, nobody else sees a film."),
    )


def _get_own(session: VideoSession, request: MemberRequest) -> FilmedAdult:
    row = FilmedAdult.objects.filter(session=session, member=request.user).first()
    if row is None:
        raise PermissionDenied
    return row


@form_page
def video_agree(request: MemberRequest, public_id: str) -> HttpResponse:
    """Who can be recognised chooses who may look."""
    session = enter_session(request, public_id)
    row = _get_own(session, request)
    form = AgreeForm(sent(request)[0], initial={"audiences": row.audiences, "only_covered": row.only_covered})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        return do_deed(
            request,
            lambda: actions.agree_as_adult(session=session, by=request.user, **values),
            session.get_absolute_url(),
            done=_("Kept. You can change it at any moment."),
        )
    return _render(request, "video_agree", session, form=form, row=row)


@require_POST
def video_agree_withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id)
    _get_own(session, request)
    return do_deed(
        request,
        lambda: actions.withdraw_as_adult(session=session, by=request.user),
        session.get_absolute_url(),
        done=_("All fragments are out of sight from now on, and erased in two days."),
    )
