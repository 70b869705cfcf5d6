"""The page of a session, its list of five, its people, that was filmed, who looked, and erasing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.cut import cut
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.films import has_program
from knowledge_network.kit.http import form_page, render_private, sent
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.video.actions import sessions as actions
from lesson_study.video.actions.hiding import erase_session
from lesson_study.video.entrance import CHECK, OWN, do_deed, enter_session, make_trail
from lesson_study.video.enums import ErasureReason
from lesson_study.video.facts import decides_about
from lesson_study.video.forms.people import AdultForm, PeopleForm
from lesson_study.video.forms.session import ChangeForm, CheckForm, FilmedForm
from lesson_study.video.models import Clip, VideoSession
from lesson_study.video.presenters.people import tell_name
from lesson_study.video.presenters.session import build_page, build_proof
from lesson_study.video.presenters.watching import build_insights
from lesson_study.video.queries import (
    find_people_to_ask,
    find_people_to_tick,
    list_insights,
    list_looks,
    list_viewers,
)

MOST_PROOFS = 100


@require_safe
def video_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id)
    is_owner = request.user.has_perm(OWN, session)
    shown = build_page(session, request.user, timezone.localdate())
    context = {
        "session": session,
        "shown": shown,
        "insights": build_insights(session, list_insights(session)) if session.is_closed else [],
        "trail": make_trail(),
        "is_owner": is_owner,
        "can_check": request.user.has_perm(CHECK, session),
        "check_form": CheckForm(initial={"items": [one.value for one in shown.points if one.is_checked]}),
        "adult_form": AdultForm(people=find_people_to_ask(session), auto_id="adult_%s") if is_owner else None,
        "has_program": has_program(),
    }
    return render_private(request, "lesson_study/video/video_detail.html", context)


@form_page
def video_change(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id, OWN)
    form = ChangeForm(sent(request)[0], instance=session)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        return do_deed(
            request,
            lambda: actions.change_session(session=session, by=request.user, title=data["title"], focus=data["focus"]),
            session.get_absolute_url(),
            done=_("It is changed."),
        )
    return _render_form(request, session, form, _("Moment and question"))


def _render_form(request: MemberRequest, session: VideoSession, form: object, heading: str) -> HttpResponse:
    context = {"form": form, "session": session, "heading": heading, "trail": make_trail(session)}
    status = 422 if request.method == "POST" else 200
    return render_private(request, "lesson_study/video/video_form.html", context, status=status)


@require_POST
def video_check(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id, OWN)
    checked = list(session.checks.values_list("item", flat=True))
    form = CheckForm(request.POST, initial={"items": checked})
    to = f"{session.get_absolute_url()}#afstemmen"
    if not form.is_valid():
        messages.error(request, _("Somebody changed the list meanwhile. Look once more what stands."))
        return HttpResponseRedirect(to)
    items = form.cleaned_data["items"]
    return do_deed(request, lambda: actions.check_items(session=session, by=request.user, items=items), to)


@form_page
def video_people(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id, OWN)
    to_tick = find_people_to_tick(session)
    there: dict[int | None, Member] = {member.pk: member for member in to_tick}
    form = PeopleForm(
        sent(request)[0],
        people=find_people_to_ask(session),
        to_tick=to_tick,
        owner=session.owner,
        initial={
            "viewers": list_viewers(session),
            "leader": there.get(session.leader_id),
            "checker": there.get(session.checker_id),
        },
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.choose_people(
                session=session,
                by=request.user,
                viewers=form.read_viewers(),
                checker=data["checker"],
                leader=data["leader"],
            )
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Who is new is asked to look along."))
            return HttpResponseRedirect(session.get_absolute_url())
    return _render_form(request, session, form, _("Who looks along"))


@form_page
def video_filmed(request: MemberRequest, public_id: str) -> HttpResponse:
    """On which day, and where the film is when it does not come in here."""
    session = enter_session(request, public_id, OWN)
    form = FilmedForm(sent(request)[0], instance=session)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.note_filming(
                session=session, by=request.user, filmed_on=data["filmed_on"], school_link=data["school_link"]
            )
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            return HttpResponseRedirect(session.get_absolute_url())
    session.refresh_from_db(fields=["filmed_on", "school_link"])
    return _render_form(request, session, form, _("When was it filmed?"))


@require_POST
def video_choice_close(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id, OWN)
    return do_deed(
        request,
        lambda: actions.close_choice(session=session, by=request.user),
        session.get_absolute_url(),
        done=_("The fragments are chosen. Who looks along can begin."),
    )


@require_safe
def video_looks(request: MemberRequest, public_id: str) -> HttpResponse:
    """Who looked when, and what was erased: for who can be recognised."""
    session = enter_session(request, public_id)
    if not decides_about(session, request.user):
        return HttpResponse(status=403)
    titles = dict(Clip.objects.filter(session=session).values_list("public_id", "title"))
    looks = [
        (row.at, tell_name(row.actor), titles.get(row.data.get("clip", ""), _("a fragment that is gone")))
        for row in list_looks(session)
    ]
    proofs = cut(session.erasures.order_by("-hidden_at", "-pk"), MOST_PROOFS).told(build_proof)
    context = {"session": session, "looks": looks, "proofs": proofs, "trail": make_trail(session)}
    return render_private(request, "lesson_study/video/video_looks.html", context)


@form_page
def video_erase(request: MemberRequest, public_id: str) -> HttpResponse:
    """Asked once more: nothing brings a film back."""
    session = enter_session(request, public_id, OWN)
    if request.method == "POST":
        return do_deed(
            request,
            lambda: erase_session(session=session, by=request.user, reason=ErasureReason.OWNER),
            reverse("lesson_study:video_detail", args=[session.public_id]),
            done=_("All films of this session are erased. What you learned stays."),
        )
    context = {"session": session, "trail": make_trail(session)}
    return render_private(request, "lesson_study/video/video_erase.html", context)
