"""The research agenda, bringing a question further, the Kennisrotonde, and wishes about a theme."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from expertise.agenda import actions
from expertise.agenda.forms import AnswerForm, ExternalForm, ExternalStateForm, GroupForm, TopForm, WishForm
from expertise.agenda.models import ExternalQuestion, FollowUp
from expertise.agenda.presenters import build_agenda, build_settled, build_theme
from expertise.agenda.queries import find_theme, read_agenda
from expertise.questions.models import CoPCycle, IndicativeQuestion
from expertise.questions.views.bundles import enter_bundle
from expertise.questions.views.cycles import enter_cycle
from expertise.questions.views.questions import make_trail
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.form_errors import say_errors
from knowledge_network.kit.http import form_page, get_permitted, render_page, require, sent
from knowledge_network.members.people.requests import MemberRequest
from knowledge_network.topics.models import Topic

type Trail = list[tuple[str, str]]
FURTHER = "expertise.bring_further"


def _trail(*more: tuple[str, str]) -> Trail:
    return [*make_trail(), (_("Research agenda"), reverse("expertise:research_agenda")), *more]


@require_safe
def research_agenda(request: MemberRequest) -> HttpResponse:
    """Of the newest cycle, or of the year in the address; with `?thema=` all of one theme."""
    cycles = list(CoPCycle.objects.visible_to(request.user).order_by("-school_year")[:30])
    year = request.GET.get("jaar", "")
    cycle = next((one for one in cycles if one.name == year), cycles[0] if cycles else None)
    theme, shown, page = "", None, None
    if cycle is not None:
        counted = read_agenda(cycle)
        theme, key = find_theme(counted.found, request.GET.get("thema", "").replace("\x00", "")[:100])
        if theme:
            shown, page = build_theme(cycle, request.user, counted, key, request.GET)
        else:
            shown = build_agenda(cycle, request.user, counted)
    context = {
        "cycle": cycle,
        "cycles": cycles,
        "shown": shown,
        "theme_chosen": bool(theme),
        "page": page,
        "settled": cycle.snapshots.order_by("-taken_at", "-pk").first() if cycle is not None else None,
        "can_manage": request.user.has_perm("expertise.manage_agenda"),
        "trail": make_trail(),
    }
    return render_page(request, "expertise/agenda/research_agenda.html", context)


@require_POST
def agenda_settle(request: MemberRequest, year: str) -> HttpResponse:
    cycle = enter_cycle(request, year)
    require(request, "expertise.manage_agenda")
    actions.settle_agenda(cycle=cycle, by=request.user)
    messages.success(request, _("The agenda of this year is settled: how it stood today stays to be read."))
    return HttpResponseRedirect(reverse("expertise:agenda_settled", args=[cycle.name]))


@require_safe
def agenda_settled(request: MemberRequest, year: str) -> HttpResponse:
    """How the agenda stood when it was last settled."""
    cycle = enter_cycle(request, year)
    snapshot = cycle.snapshots.order_by("-taken_at", "-pk").first()
    if snapshot is None:
        raise Http404
    context = {"cycle": cycle, "snapshot": snapshot, "themes": build_settled(snapshot), "trail": _trail()}
    return render_page(request, "expertise/agenda/agenda_settled.html", context)


# Bringing a question further ----------------------------------------------------------------------


@form_page
def bundle_further(request: MemberRequest, public_id: str) -> HttpResponse:
    """A theme group that works on it, or the product that answers it."""
    bundle = enter_bundle(request, public_id, "")
    require(request, FURTHER, bundle)
    follow_up = FollowUp.objects.filter(bundle=bundle).select_related("group", "product").first()
    group = follow_up.group if follow_up is not None else None
    group_form = GroupForm(_sent_of(request, "group"), initial={"name": bundle.name})
    answer_form = AnswerForm(
        _sent_of(request, "answer"),
        group=group.pk if group is not None else None,
        initial={"product": follow_up.product if follow_up is not None else None},
    )
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if group_form.is_bound and group_form.is_valid():
                made = actions.begin_theme_group(bundle=bundle, by=request.user, name=group_form.cleaned_data["name"])
                messages.success(request, _("The theme group is there as a draft. Add who takes part."))
                return HttpResponseRedirect(reverse("plg:group_members", args=[made.slug]))
            if answer_form.is_bound and answer_form.is_valid():
                product = answer_form.cleaned_data["product"]
                actions.answer_bundle(bundle=bundle, by=request.user, product=product)
                messages.success(request, _("Saved."))
                return HttpResponseRedirect(bundle.get_absolute_url())
        except RefusedError as refusal:
            messages.error(request, str(refusal))
            status = 409
    context = {
        "bundle": bundle,
        "follow_up": follow_up,
        "group_form": group_form,
        "answer_form": answer_form,
        "form": answer_form if answer_form.is_bound else group_form,
        "externals": list(bundle.external_questions.order_by("-pk")),
        "trail": _trail((bundle.name, bundle.get_absolute_url())),
    }
    return render_page(request, "expertise/agenda/bundle_further.html", context, status=status)


def _sent_of(request: MemberRequest, name: str) -> QueryDict | None:
    """What was sent, for the form whose button was pressed."""
    return request.POST if request.method == "POST" and request.POST.get("deed") == name else None


# The Kennisrotonde --------------------------------------------------------------------------------


@form_page
def external_draft(request: MemberRequest, public_id: str) -> HttpResponse:
    bundle = enter_bundle(request, public_id, "")
    require(request, "expertise.draft_external", bundle)
    new = ExternalQuestion(bundle=bundle, question=bundle.words)
    form = ExternalForm(sent(request)[0], instance=new)
    if request.method == "POST" and form.is_valid():
        made = actions.draft_external(external=form.instance, by=request.user)
        messages.success(request, _("The draft is stored."))
        return HttpResponseRedirect(made.get_absolute_url())
    return _show_external_form(request, form, bundle)


def _show_external_form(
    request: MemberRequest, form: ExternalForm, bundle: IndicativeQuestion, status: int = 200
) -> HttpResponse:
    if request.method == "POST" and status == 200:
        status = 422
    context = {"form": form, "bundle": bundle, "trail": _trail((bundle.name, bundle.get_absolute_url()))}
    return render_page(request, "expertise/agenda/external_form.html", context, status=status)


def enter_external(request: MemberRequest, public_id: str, permission: str = "") -> ExternalQuestion:
    rows = ExternalQuestion.objects.visible_to(request.user).select_related("bundle__cycle")
    if permission:
        return get_permitted(request, rows, permission, public_id=public_id)
    return get_object_or_404(rows, public_id=public_id)


@require_safe
def external_question(request: MemberRequest, public_id: str) -> HttpResponse:
    external = enter_external(request, public_id)
    parts = [
        (str(ExternalQuestion._meta.get_field(name).verbose_name), getattr(external, name))  # type: ignore[union-attr]
        for name in ExternalQuestion.CHECKLIST
    ]
    context = {
        "external": external,
        "parts": parts,
        "lacking": external.list_lacking() if external.is_draft else [],
        "can_change": external.is_draft and request.user.has_perm("expertise.change_external", external),
        "can_submit": request.user.has_perm("expertise.submit_external", external)
        and bool(actions.NEXT[external.state]),
        "trail": _trail((external.bundle.name, external.bundle.get_absolute_url())),
    }
    return render_page(request, "expertise/agenda/external_question.html", context)


@form_page
def external_change(request: MemberRequest, public_id: str) -> HttpResponse:
    external = enter_external(request, public_id, "expertise.change_external")
    if not external.is_draft:
        messages.info(request, _("It was submitted already, and stays as it went."))
        return HttpResponseRedirect(external.get_absolute_url())
    form, status = ExternalForm(sent(request)[0], instance=external), 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_external(external=form.instance, by=request.user)
            messages.success(request, _("The draft is stored."))
            return HttpResponseRedirect(external.get_absolute_url())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    return _show_external_form(request, form, external.bundle, status)


@form_page
def external_go(request: MemberRequest, public_id: str) -> HttpResponse:
    """What happened outside this site: submitted, being looked into, or back."""
    external = enter_external(request, public_id, "expertise.submit_external")
    form, status = ExternalStateForm(sent(request)[0], external=external), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                actions.move_external(external=external, by=request.user, **form.cleaned_data)
                messages.success(request, _("Noted. Who asked and the group are told."))
                return HttpResponseRedirect(external.get_absolute_url())
            except RefusedError as refusal:
                form.add_error(None, str(refusal))
                status = 409
    context = {
        "form": form,
        "external": external,
        "lacking": external.list_lacking() if external.is_draft else [],
        "trail": _trail((str(external), external.get_absolute_url())),
    }
    return render_page(request, "expertise/agenda/external_go.html", context, status=status)


# Wishes -------------------------------------------------------------------------------------------


@form_page
def theme_wishes(request: MemberRequest, year: str, theme: str) -> HttpResponse:
    """What members wish and expect of a theme, and which three a workshop put on top."""
    cycle = enter_cycle(request, year)
    topic = get_object_or_404(Topic.objects.approved().filter(parent__isnull=True), slug=theme)
    wishes = list(cycle.wishes.filter(theme=topic).order_by("top", "pk"))
    can_manage = request.user.has_perm("expertise.manage_agenda")
    form, top_form = WishForm(_sent_of(request, "wish")), None
    if can_manage and wishes:
        top_form = TopForm(_sent_of(request, "top"), wishes=wishes)
    status, here = 200, reverse("expertise:theme_wishes", args=[cycle.name, topic.slug])
    if request.method == "POST":
        status = 422
        if form.is_bound and form.is_valid():
            actions.add_wish(cycle=cycle, by=request.user, theme=topic, **form.cleaned_data)
            messages.success(request, _("Your wish stands there."))
            return HttpResponseRedirect(here)
        if request.POST.get("deed") == "top" and not can_manage:
            raise PermissionDenied
        if top_form is not None and top_form.is_bound:
            if top_form.is_valid():
                actions.rank_wishes(cycle=cycle, by=request.user, theme=topic, order=top_form.order())
                messages.success(request, _("The top three is stored."))
                return HttpResponseRedirect(here)
            messages.error(request, say_errors(top_form))
    context = {
        "cycle": cycle,
        "topic": topic,
        "wishes": wishes,
        "form": form,
        "top_form": top_form,
        "trail": _trail(),
    }
    return render_page(request, "expertise/agenda/theme_wishes.html", context, status=status)
