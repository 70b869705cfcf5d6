"""Phase 2: the shared reading list, misconceptions, what the library has, and asking an expert."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from expertise.products.models import KnowledgeProduct
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, sent
from knowledge_network.members.people.requests import MemberRequest
from lesson_study.cycles.actions import study as actions
from lesson_study.cycles.entrance import done, enter_cycle, render_cycle, saved_together
from lesson_study.cycles.enums import Phase, ReadingRole, StudyItemKind
from lesson_study.cycles.forms.work import ReadingForm, StudyItemForm
from lesson_study.cycles.models import LessonStudyCycle, PriorStudyItem
from lesson_study.cycles.queries import find_similar
from lesson_study.cycles.reading import find_products, group_reading

CHANGE = "lesson_study.change_work"


@require_safe
def prior_study(request: MemberRequest, public_id: str) -> HttpResponse:
    """`zoek` looks in the library."""
    cycle = enter_cycle(request, public_id, "lesson_study.read_work")
    words = request.GET.get("zoek", "")[:100].replace("\x00", "").strip()
    return _page(request, cycle, StudyItemForm(initial={"kind": StudyItemKind.SOURCE}), words)


def _page(
    request: MemberRequest, cycle: LessonStudyCycle, form: StudyItemForm, words: str = "", status: int = 200
) -> HttpResponse:
    asking = {"vraag": cycle.question[:150], "groep": cycle.group.slug}
    context = {
        "reading": group_reading(cycle, request.user),
        "form": form,
        "may_write": request.user.has_perm(CHANGE, cycle),
        "words": words,
        "products": find_products(cycle, request.user, words) if words else [],
        "ask_url": f"{reverse('expertise:help_request_ask')}?{urlencode({'vraag': asking['vraag']})}",
        "similar": find_similar(cycle),
        "reading_roles": ReadingRole.choices,
    }
    return render_cycle(
        request, cycle, "lesson_study/cycles/prior_study.html", context, page=Phase.STUDY, status=status
    )


@require_POST
def study_add(request: MemberRequest, public_id: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, CHANGE)
    form = StudyItemForm(request.POST)
    if not form.is_valid():
        return _page(request, cycle, form, status=422)
    done(request, actions.add_study_item, _("On the list."), cycle=cycle, by=request.user, **form.cleaned_data)
    return HttpResponseRedirect(_address(cycle))


@require_POST
def study_add_product(request: MemberRequest, public_id: str) -> HttpResponse:
    """Something of the library, as a source."""
    cycle = enter_cycle(request, public_id, CHANGE)
    slug = request.POST.get("product", "").replace("\x00", "")[:150]
    product = get_object_or_404(KnowledgeProduct.objects.in_view(), slug=slug)
    done(
        request,
        actions.add_study_item,
        _("On the list."),
        cycle=cycle,
        by=request.user,
        kind=StudyItemKind.SOURCE,
        title=product.title[:300],
        product=product,
    )
    return HttpResponseRedirect(_address(cycle))


def _address(cycle: LessonStudyCycle) -> str:
    return reverse("lesson_study:prior_study", args=[cycle.public_id])


def _item(cycle: LessonStudyCycle, public_id: str) -> PriorStudyItem:
    return get_object_or_404(cycle.study_items.select_related("cycle"), public_id=public_id)


@form_page
def study_item(request: MemberRequest, public_id: str, item: str) -> HttpResponse:
    """Change the words of an item."""
    cycle = enter_cycle(request, public_id, CHANGE)
    found = _item(cycle, item)
    form = StudyItemForm(sent(request)[0], instance=found)
    if form.is_valid():
        stored = PriorStudyItem.objects.get(pk=found.pk)
        try:
            met = actions.change_study_item(item=stored, by=request.user, seen=form.seen(), **form.cleaned_data)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            saved_together(request, met)
            return HttpResponseRedirect(_address(cycle))
    context = {"form": form, "item": found}
    status = 422 if form.is_bound else 200
    return render_cycle(request, cycle, "lesson_study/cycles/study_item.html", context, page=Phase.STUDY, status=status)


@require_POST
def study_remove(request: MemberRequest, public_id: str, item: str) -> HttpResponse:
    cycle = enter_cycle(request, public_id, CHANGE)
    done(request, actions.remove_study_item, _("Off the list."), item=_item(cycle, item), by=request.user)
    return HttpResponseRedirect(_address(cycle))


@require_POST
def study_reading(request: MemberRequest, public_id: str, item: str) -> HttpResponse:
    """`what`: «take» it on in a role, say that it is «done» with what you take from it, or «leave» it."""
    cycle = enter_cycle(request, public_id, CHANGE)
    found, form = _item(cycle, item), ReadingForm(request.POST)
    if form.is_valid():
        data, what = form.cleaned_data, request.POST.get("what")
        if what == "take":
            role = data["role"] or ReadingRole.READS
            done(request, actions.take_reading, item=found, member=request.user, role=role)
        elif what == "leave":
            done(request, actions.leave_reading, item=found, member=request.user)
        else:
            done(request, actions.finish_reading, _("Saved."), item=found, member=request.user, note=data["note"])
    return HttpResponseRedirect(f"{_address(cycle)}#item-{found.public_id}")
