"""One's intervisions, planning one, changing it and calling it off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, render_page, require, sent
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.people.requests import MemberRequest
from plg.groups.models import Group
from plg.intervision.actions import sessions as actions
from plg.intervision.entrance import enter_session, make_trail
from plg.intervision.enums import Method
from plg.intervision.forms import ChangeForm, GroupForm, PlanForm
from plg.intervision.models import IntervisionSession
from plg.intervision.presenters.sessions import METHOD_HELP, build_line
from plg.intervision.queries import find_groups_to_plan_in, find_people_of_group, list_people_there


@require_safe
def intervision_list(request: MemberRequest) -> HttpResponse:
    """Mine: the newest first, those to come on top of them."""
    reader = request.user
    rows = IntervisionSession.objects.visible_to(reader).select_related("group", "leader")
    page = paginate(
        rows.annotate(taken_count=Count("takeaways", distinct=True)),
        request.GET,
        by=("-starts_at", "-public_id"),
        size=24,
    )
    context = {
        "page": page,
        "lines": [build_line(session, reader, session.taken_count) for session in page],
        "can_plan": find_groups_to_plan_in(reader).exists(),
    }
    return render_page(request, "plg/intervision/intervision_list.html", context)


@form_page
def intervision_plan(request: MemberRequest) -> HttpResponse:
    """First for which group, then when, how and with whom."""
    groups = find_groups_to_plan_in(request.user)
    # In the address a Dutch word, in the form the name of the field.
    slug = (request.POST.get("group") or request.GET.get("groep", "")).replace("\x00", "")
    chosen = groups.first() if not slug and groups.count() == 1 else None
    group = chosen or (get_object_or_404(Group.objects.visible_to(request.user), slug=slug) if slug else None)
    context: dict[str, Any] = {"group": group, "trail": make_trail(), "group_form": GroupForm(groups=groups)}
    if group is None:
        context["has_groups"] = groups.exists()
        return render_page(request, "plg/intervision/intervision_plan.html", context)
    require(request, "plg.plan_intervision", group)
    people = find_people_of_group(group)
    form = PlanForm(sent(request)[0], people=people, initial={"people": [request.user.pk]})
    if request.method == "POST" and form.is_valid():
        try:
            session = actions.plan_session(group=group, by=request.user, **form.values())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The session is planned. Everybody who takes part is told when and where."))
            return HttpResponseRedirect(session.get_absolute_url())
    context |= {"form": form, "methods": [(method, METHOD_HELP[method]) for method in Method]}
    status = 422 if form.is_bound else 200
    return render_page(request, "plg/intervision/intervision_plan.html", context, status=status)


@form_page
def intervision_change(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id, "plg.change_intervision")
    local = timezone.localtime(session.starts_at)
    initial = {
        "day": local.date(),
        "time": local.time(),
        "place": session.place,
        "people": list_people_there(session),
        "bringer": session.bringer,
    }
    form = ChangeForm(sent(request)[0], people=find_people_of_group(session.group), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_session(session=session, by=request.user, **form.values())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The session is changed. Who it is about is told."))
            return HttpResponseRedirect(session.get_absolute_url())
    context = {"form": form, "session": session, "trail": make_trail(session)}
    status = 422 if form.is_bound else 200
    return render_page(request, "plg/intervision/intervision_change.html", context, status=status)


@form_page
def intervision_cancel(request: MemberRequest, public_id: str) -> HttpResponse:
    session = enter_session(request, public_id, "plg.change_intervision")
    if request.method == "POST":
        try:
            actions.cancel_session(session=session, by=request.user)
            messages.success(request, _("The session is called off. Everybody who takes part is told."))
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(session.get_absolute_url())
    context = {"session": session, "trail": make_trail(session)}
    return render_page(request, "plg/intervision/intervision_cancel.html", context)
