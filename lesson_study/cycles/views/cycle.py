"""Where one cycle stands, and what it is about."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.kit.http import form_page, sent
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles.actions import cycles as actions
from lesson_study.cycles.entrance import enter_cycle, render_cycle
from lesson_study.cycles.forms.start import AboutForm
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.presenters import present_ring
from lesson_study.cycles.presenters.lists import describe_years, where_it_stands
from lesson_study.cycles.presenters.overview import present_overview


@require_safe
def cycle_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    """Who is far from it is sent to what the team shared."""
    cycle = enter_cycle(request, public_id)
    archive = _archive_of(cycle)
    if archive and not request.user.has_perm("lesson_study.view_log", cycle):
        return HttpResponseRedirect(archive)
    overview = present_overview(cycle, present_ring(cycle, request.user), request.user)
    context = {
        "overview": overview,
        "where": where_it_stands(cycle),
        "years": describe_years(cycle),
        "archive_url": archive,
        # Where the plan stands is the one place to say what one thinks of it.
        "feedback_url": reverse("lesson_study:lesson_plan", args=[cycle.public_id]) + "#feedback",
    }
    return render_cycle(request, cycle, "lesson_study/cycles/cycle_detail.html", context)


def _archive_of(cycle: LessonStudyCycle) -> str:
    if not cycle.is_finished or cycle.shared_at is None:
        return ""
    try:
        return reverse("lesson_study:archive", args=[cycle.public_id])
    except NoReverseMatch:
        return ""


@form_page
def cycle_about(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, "lesson_study.manage_team")
    form = AboutForm(sent(request)[0], instance=cycle)
    if form.is_valid():
        data = form.cleaned_data
        # The form wrote on the object; the action compares with what is stored.
        actions.change_about(
            cycle=cycle, by=request.user, **{name: data[name] for name in ("title", "subject", "year_groups", "topics")}
        )
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(cycle.get_absolute_url())
    status = 422 if form.is_bound else 200
    return render_cycle(request, cycle, "lesson_study/cycles/cycle_about.html", {"form": form}, status=status)
