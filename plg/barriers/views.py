"""The inventory of barriers, one of them, bringing one in, putting it to somebody and answering."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.cut import Cut
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, get_permitted, render_page, require, sent
from knowledge_network.kit.pagination import paginate
from knowledge_network.kit.up_to import count_capped
from knowledge_network.members.people.requests import MemberRequest
from plg.barriers import actions
from plg.barriers.forms import AnswerForm, BarrierFilter, PutForm
from plg.barriers.models import Barrier
from plg.barriers.presenters import build_inside, build_lines, build_page, say_whom
from plg.barriers.queries import find_addressees, find_newest_inside
from plg.barriers.rules import speaks_for_addressee
from plg.steps.enums import EntryKind
from plg.steps.models import StepEntry
from plg.steps.views import enter_steps

MOST_INSIDE = 20


def enter_barrier(request: MemberRequest, public_id: str, permission: str = "plg.view_barrier") -> Barrier:
    rows = Barrier.objects.visible_to(request.user).with_words()
    return get_permitted(request, rows, permission, public_id=public_id)


def make_trail(barrier: Barrier | None = None) -> list[tuple[str, str]]:
    trail = [(_("Barriers"), reverse("plg:barrier_list"))]
    return [*trail, (barrier.entry.title, barrier.get_absolute_url())] if barrier is not None else trail


@require_safe
def barrier_list(request: MemberRequest) -> HttpResponse:
    """What moved last on top; every filter stands in the address."""
    require(request, "plg.view_barriers")
    form = BarrierFilter(request.GET)
    rows = form.apply(Barrier.objects.visible_to(request.user).with_words())
    page = paginate(rows, request.GET, by=("-state_at", "-public_id"), size=24)
    inside = Cut[StepEntry]([], most=0, is_cut=False)
    if not form.is_narrowed:
        inside = find_newest_inside(request.user, MOST_INSIDE)
    context = {
        "filters": form,
        "page": page,
        "found": count_capped(rows.select_related(None)),
        "lines": build_lines(page.rows),
        "inside": Cut(build_inside(inside, request.user), most=inside.most, is_cut=inside.is_cut),
    }
    return render_page(request, "plg/barriers/barrier_list.html", context, partials=("barriers",))


@require_safe
def barrier_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    barrier = enter_barrier(request, public_id)
    may = request.user.has_perm
    context = {
        "barrier": barrier,
        "shown": build_page(barrier, request.user),
        "can_put": may("plg.put_barrier"),
        "can_answer": not barrier.is_open and may("plg.answer_barrier", barrier),
        "can_take_back": barrier.is_open and may("plg.take_barrier_back", barrier),
        "trail": make_trail(),
    }
    return render_page(request, "plg/barriers/barrier_detail.html", context)


@require_POST
def barrier_bring(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    """Out of the steps of a group into the inventory."""
    _space, walk = enter_steps(request, slug, "plg.write_steps")
    entry = get_object_or_404(walk.entries.filter(kind=EntryKind.BARRIER), public_id=public_id)
    entry.walk = walk
    require(request, "plg.bring_barrier", entry)
    barrier = actions.bring_barrier(entry=entry, by=request.user)
    messages.success(request, _("It stands in the inventory. You hear what becomes of it."))
    return HttpResponseRedirect(barrier.get_absolute_url())


@form_page
def barrier_put(request: MemberRequest, public_id: str) -> HttpResponse:
    barrier = enter_barrier(request, public_id, "plg.put_barrier")
    form = PutForm(sent(request)[0], organisations=find_addressees(barrier))
    if request.method == "POST" and form.is_valid():
        try:
            actions.put_barrier(barrier=barrier, by=request.user, **form.values())
            messages.success(request, _("It was put to them. Who brought it is told."))
            return HttpResponseRedirect(barrier.get_absolute_url())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
    context = {"form": form, "barrier": barrier, "whom": say_whom(barrier), "trail": make_trail(barrier)}
    return render_page(request, "plg/barriers/barrier_put.html", context, status=422 if form.is_bound else 200)


@form_page
def barrier_answer(request: MemberRequest, public_id: str) -> HttpResponse:
    """By who speaks for the addressee, or by who runs the network and heard it."""
    barrier = enter_barrier(request, public_id, "plg.answer_barrier")
    speaks = bool(speaks_for_addressee(request.user, barrier))
    form = AnswerForm(sent(request)[0], speaks=speaks, initial={"seen": barrier.state})
    if request.method == "POST" and form.is_valid():
        # As the page showed it: who answers what another answered meanwhile looks again.
        barrier.state = form.cleaned_data["seen"] or barrier.state
        try:
            actions.answer_barrier(barrier=barrier, by=request.user, **form.values())
            messages.success(request, _("Thank you. Who brought it is told, and everybody can read it."))
            return HttpResponseRedirect(barrier.get_absolute_url())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            # Sending it once more is a choice, with the other answer in view.
            form.data = request.POST.copy()
            form.data["seen"] = Barrier.objects.values_list("state", flat=True).get(pk=barrier.pk)
    context = {
        "form": form,
        "barrier": barrier,
        "shown": build_page(barrier, request.user),
        "whom": say_whom(barrier),
        "trail": make_trail(barrier),
    }
    return render_page(request, "plg/barriers/barrier_answer.html", context, status=422 if form.is_bound else 200)


@require_POST
def barrier_take_back(request: MemberRequest, public_id: str) -> HttpResponse:
    barrier = enter_barrier(request, public_id, "plg.take_barrier_back")
    try:
        actions.take_barrier_back(barrier=barrier, by=request.user)
        messages.success(request, _("It left the inventory. It stays in the steps of the group."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(barrier.get_absolute_url())
    return HttpResponseRedirect(reverse("plg:barrier_list"))
