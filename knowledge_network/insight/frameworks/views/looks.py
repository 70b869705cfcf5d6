"""Looking at oneself or one's team: beginning, one criterion after the other, the talk, action points, rounding off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.insight.frameworks.actions import looks as actions
from knowledge_network.insight.frameworks.forms import ActionForm, BeginForm, FriendForm, ItemForm, TalkForm
from knowledge_network.insight.frameworks.models import Look, LookItem
from knowledge_network.insight.frameworks.presenters import build_look
from knowledge_network.insight.frameworks.queries import find_friends, list_items
from knowledge_network.insight.frameworks.views.keeping import enter_framework, make_trail
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, get_permitted, render_private, sent
from knowledge_network.members.people.requests import MemberRequest


def enter_look(request: MemberRequest, public_id: str, permission: str = "insight.view_look") -> Look:
    rows = Look.objects.visible_to(request.user).select_related("framework", "group", "member", "friend", "previous")
    return get_permitted(request, rows, permission, public_id=public_id)


def make_look_trail(look: Look) -> list[tuple[str, str]]:
    return [*make_trail(), (look.framework.title, look.get_absolute_url())]


@require_POST
def look_begin(request: MemberRequest, slug: str) -> HttpResponse:
    """Of oneself, or of the group that was chosen; one that runs is gone on with."""
    framework = enter_framework(request, slug, "insight.begin_look")
    group: Any = None
    if not framework.is_of_person:
        form = BeginForm(request.POST, reader=request.user)
        if not form.is_valid():
            messages.error(request, _("Choose the group that looks at itself."))
            return HttpResponseRedirect(framework.get_absolute_url())
        group = form.cleaned_data["group"]
    try:
        look = actions.begin_look(framework=framework, by=request.user, group=group)
    except RefusedError as refusal:
        messages.error(request, str(refusal))
        return HttpResponseRedirect(framework.get_absolute_url())
    return HttpResponseRedirect(look.get_absolute_url())


@require_safe
def look_detail(request: MemberRequest, public_id: str) -> HttpResponse:
    look = enter_look(request, public_id)
    return _render(request, look, ActionForm(items=list_items(look)))


def _render(request: MemberRequest, look: Look, form: ActionForm) -> HttpResponse:
    context = {
        "look": look,
        "shown": build_look(look, request.user),
        "action_points": list(look.action_points.prefetch_related("item", "action_item").order_by("pk")),
        "form": form,
        "can_write": request.user.has_perm("insight.write_look", look),
        "can_keep": request.user.has_perm("insight.keep_look", look),
        "trail": make_trail(),
    }
    status = 422 if form.is_bound else 200
    return render_private(request, "insight/frameworks/look_detail.html", context, status=status)


@form_page
def look_item(request: MemberRequest, public_id: str, item: str) -> HttpResponse:
    """One criterion; «save and go on» leads to the next."""
    look = enter_look(request, public_id, "insight.write_look")
    items = list_items(look)
    row = next((one for one in items if one.public_id == item), None)
    if row is None:
        row = get_object_or_404(LookItem.objects.none())
    following = next((one for one in items if one.position > row.position), None)
    row.look = look
    form = ItemForm(sent(request)[0], look=look, item=row, reader=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            actions.say_item(item=row, by=request.user, **form.values())
        except RefusedError as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(look.get_absolute_url())
        goes_on = following is not None and "goes_on" in request.POST
        address = reverse("insight:look_item", args=[look.public_id, following.public_id]) if goes_on else ""  # type: ignore[union-attr]
        return HttpResponseRedirect(address or f"{look.get_absolute_url()}#punt-{row.position}")
    context = {
        "look": look,
        "item": row,
        "form": form,
        "count": len(items),
        "following": following,
        "trail": make_look_trail(look),
        "described": list(zip(look.levels, [*row.described, *[""] * len(look.levels)], strict=False)),
    }
    status = 422 if form.is_bound else 200
    return render_private(request, "insight/frameworks/look_item.html", context, status=status)


@form_page
def look_ask(request: MemberRequest, public_id: str) -> HttpResponse:
    """Somebody of another school."""
    look = enter_look(request, public_id, "insight.write_look")
    form = FriendForm(sent(request)[0], people=find_friends(look))
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_friend(look=look, by=request.user, friend=form.cleaned_data["friend"])
            messages.success(request, _("Asked. You hear whether they come."))
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(look.get_absolute_url())
    context = {"look": look, "form": form, "trail": make_look_trail(look)}
    return render_private(request, "insight/frameworks/look_ask.html", context, status=422 if form.is_bound else 200)


@form_page
def look_friend(request: MemberRequest, public_id: str) -> HttpResponse:
    """For who is asked: what it is about, and yes or no. What is filled in does not stand here."""
    rows = Look.objects.asked_of(request.user).select_related("framework", "group", "member", "friend")
    look = get_object_or_404(rows, public_id=public_id)
    if request.method == "POST":
        comes = request.POST.get("answer") == "ja"
        try:
            actions.answer_asking(look=look, by=request.user, comes=comes)
            messages.success(
                request, _("Good. Who asked hears it.") if comes else _("Who asked hears that you cannot.")
            )
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(request.path if comes else reverse("insight:framework_list"))
    context = {"look": look, "trail": make_trail()}
    return render_private(request, "insight/frameworks/look_friend.html", context)


@form_page
def look_talk(request: MemberRequest, public_id: str) -> HttpResponse:
    look = enter_look(request, public_id, "insight.write_look")
    form = TalkForm(sent(request)[0], look=look)
    if request.method == "POST" and form.is_valid():
        try:
            actions.note_talk(look=look, by=request.user, **form.cleaned_data)
            messages.success(request, _("Noted."))
        except RefusedError as refusal:
            messages.error(request, str(refusal))
        return HttpResponseRedirect(look.get_absolute_url())
    context = {"look": look, "form": form, "trail": make_look_trail(look)}
    return render_private(request, "insight/frameworks/look_talk.html", context, status=422 if form.is_bound else 200)


@require_POST
def look_action_add(request: MemberRequest, public_id: str) -> HttpResponse:
    look = enter_look(request, public_id, "insight.write_look")
    form = ActionForm(request.POST, items=list_items(look))
    if not form.is_valid():
        return _render(request, look, form)
    try:
        actions.add_action(look=look, by=request.user, **form.cleaned_data)
        messages.success(request, _("Noted."))
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    return HttpResponseRedirect(f"{look.get_absolute_url()}#acties")


@require_POST
def look_action_done(request: MemberRequest, public_id: str, action: str) -> HttpResponse:
    look = enter_look(request, public_id, "insight.keep_look")
    row = get_object_or_404(look.action_points.select_related("look"), public_id=action)
    actions.finish_action(action=row, by=request.user)
    return HttpResponseRedirect(f"{look.get_absolute_url()}#acties")


@require_POST
def look_done(request: MemberRequest, public_id: str) -> HttpResponse:
    look = enter_look(request, public_id, "insight.keep_look")
    actions.round_off(look=look, by=request.user)
    messages.success(request, _("Rounded off. A next round stands beside it."))
    return HttpResponseRedirect(look.get_absolute_url())


@form_page
def look_remove(request: MemberRequest, public_id: str) -> HttpResponse:
    look = enter_look(request, public_id, "insight.keep_look")
    if request.method == "POST":
        actions.remove_look(look=look, by=request.user)
        messages.success(request, _("Removed for good."))
        return HttpResponseRedirect(reverse("insight:framework_list"))
    context = {"look": look, "trail": make_look_trail(look)}
    return render_private(request, "insight/frameworks/look_remove.html", context)
