"""What a group shares with everybody («opbrengst»)."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.http import get_permitted, redirect_back, render_page, serve_upload
from knowledge_network.kit.messages import offer_undo
from knowledge_network.members.people.requests import MemberRequest
from plg.groups.models import Group
from plg.groups.views.group import build_trail, posted, visible_groups
from plg.space.actions.results import add_result, change_result, remove_result, restore_result
from plg.space.forms import ResultForm
from plg.space.models import GroupFile, GroupResult


@require_http_methods(["GET", "HEAD", "POST"])
def result_add(request: MemberRequest, slug: str) -> HttpResponse:
    group = get_permitted(request, visible_groups(request), "plg.change_group", slug=slug)
    form = ResultForm(posted(request), group=group, by=request.user)
    if request.method == "POST" and form.is_valid():
        add_result(group=group, by=request.user, **form.cleaned_data)
        messages.success(request, _("Your result stands on the page. Thank you for sharing."))
        return redirect("plg:group_detail", group.slug)
    return _result_page(request, group, form)


def _result_page(
    request: HttpRequest, group: Group, form: ResultForm, result: GroupResult | None = None
) -> HttpResponse:
    context = {"group": group, "form": form, "result": result, "trail": build_trail(group)}
    return render_page(request, "plg/space/group_result.html", context)


def _my_result(request: MemberRequest, slug: str, public_id: str, *, removed: bool = False) -> GroupResult:
    group = get_permitted(request, visible_groups(request), "plg.change_group", slug=slug)
    return get_object_or_404(group.results.filter(removed_at__isnull=not removed), public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def result_edit(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    result = _my_result(request, slug, public_id)
    group = result.group
    form = ResultForm(posted(request), instance=result, group=group, by=request.user)
    if request.method == "POST" and form.is_valid():
        change_result(result=result, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("plg:group_detail", group.slug)
    return _result_page(request, group, form, result)


@require_POST
def result_remove(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    result = _my_result(request, slug, public_id)
    remove_result(result=result, by=request.user)
    offer_undo(
        request,
        _("«%(title)s» no longer stands on the page.") % {"title": result.title},
        reverse("plg:result_restore", args=[slug, public_id]),
    )
    return redirect("plg:group_detail", slug)


@require_POST
def result_restore(request: MemberRequest, slug: str, public_id: str) -> HttpResponse:
    result = _my_result(request, slug, public_id, removed=True)
    restore_result(result=result, by=request.user)
    messages.success(request, _("«%(title)s» stands on the page again.") % {"title": result.title})
    return redirect_back(request, reverse("plg:group_detail", args=[slug]))


@login_not_required
@require_safe
def result_file(request: HttpRequest, slug: str, public_id: str) -> FileResponse:
    """The newest version of the one file that the group made public with a result."""
    group = get_object_or_404(visible_groups(request), slug=slug)
    result = get_object_or_404(
        group.results.shown().filter(file__isnull=False, file__removed_at__isnull=True), public_id=public_id
    )
    file: GroupFile | None = result.file
    version = file.versions.order_by("-number").first() if file is not None else None
    if version is None:
        raise Http404
    # Whoever sees the result may have it: browsers keep it as they like.
    media_type = version.media_type or "application/octet-stream"
    return serve_upload(version.content, name=version.file_name, media_type=media_type, caching="")
