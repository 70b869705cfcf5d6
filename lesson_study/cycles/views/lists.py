"""My studies, those that run in my groups, and the archive."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from knowledge_network.kit.cut import Cut, cut
from knowledge_network.kit.http import render_page
from knowledge_network.kit.pagination import paginate
from knowledge_network.kit.up_to import UpTo, count_capped
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles import queries
from lesson_study.cycles.enums import CycleState, Subject
from lesson_study.cycles.forms.start import find_groups_to_start_in
from lesson_study.cycles.forms.work import ArchiveForm
from lesson_study.cycles.models import CoverRequest, LessonStudyCycle
from lesson_study.cycles.presenters.lists import present_cards, present_mine

MOST_RUNNING = 12


@require_safe
def cycle_list(request: MemberRequest) -> HttpResponse:
    filters = ArchiveForm(request.GET)
    found: QuerySet[LessonStudyCycle] = LessonStudyCycle.objects.in_archive()
    chosen = filters.values
    if chosen["subject"]:
        found = found.filter(subject=Subject.read_address(chosen["subject"]))
    if chosen["year"]:
        found = found.filter(year_groups__contains=[chosen["year"]])
    if chosen["words"]:
        found = queries.matching(found, chosen["words"])
    if chosen["misconception"]:
        found = queries.with_misconception(found, chosen["misconception"])
    page = paginate(found.select_related("group", "product"), request.GET, by=("-finished_at", "-public_id"), size=12)
    running = queries.of_my_groups(request.user).select_related("group").order_by("-changed_at", "-pk")
    shown = cut(running, MOST_RUNNING)
    context = {
        "mine": present_mine(request.user),
        "running": Cut(present_cards(shown, request.user), most=shown.most, is_cut=shown.is_cut),
        "archive": present_cards(page, request.user),
        "page": page,
        "filters": filters,
        "cover_waiting": _cover_waiting(request),
        "may_start": find_groups_to_start_in(request.user).exists(),
        "states": CycleState,
    }
    return render_page(request, "lesson_study/cycles/cycle_list.html", context)


def _cover_waiting(request: MemberRequest) -> UpTo:
    """How many requests for cover wait for the reader. One query for who answers them, none for others."""
    if not request.user.has_perm("lesson_study.view_cover_desk"):
        return UpTo(0)
    return count_capped(CoverRequest.objects.waiting_for(request.user))
