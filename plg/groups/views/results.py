"""What a group shares with everybody, and the way to its contact person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import SANDBOX, MemberRequest, get_permitted, redirect_back, render_page
from knowledge_network.kit.messages import offer_undo
from knowledge_network.kit.rate_limit import too_many
from plg.groups.actions.contact import send_to_contact_person
from plg.groups.actions.results import add_result, change_result, remove_result, restore_result
from plg.groups.forms.groups import ContactForm, ResultForm
from plg.groups.models import Group, GroupResult
from plg.groups.views.group import posted, trail_of, visible_groups
from plg.space.models import FileVersion


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
    context = {"group": group, "form": form, "result": result, "trail": trail_of(group)}
    return render_page(request, "plg/groups/group_result.html", context)


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
    version: FileVersion | None = result.file.versions.order_by("-number").first()
    if version is None:
        raise Http404
    response = FileResponse(
        version.content.open("rb"),
        as_attachment=True,
        filename=version.file_name,
        content_type=version.media_type or "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SANDBOX
    return response


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def group_contact(request: HttpRequest, slug: str) -> HttpResponse:
    """A message to the contact person; neither sees an address that the other did not give."""
    group = get_object_or_404(visible_groups(request).select_related("contact_person"), slug=slug)
    if group.contact_person is None or not group.contact_person.is_present:
        return redirect("plg:group_detail", group.slug)
    form = ContactForm(posted(request), sender=request.user)
    if request.method == "POST" and form.is_valid():
        if too_many(request, "group_contact"):
            return render(request, "429.html", status=429)
        _send(request, group, form)
        return redirect("plg:group_detail", group.slug)
    context = {"group": group, "form": form, "trail": trail_of(group)}
    return render_page(request, "plg/groups/group_contact.html", context)


def _send(request: HttpRequest, group: Group, form: ContactForm) -> None:
    """A message that a machine wrote goes nowhere, and the machine does not notice."""
    sender: Any = request.user if request.user.is_authenticated else None
    data = form.cleaned_data
    try:
        if not form.looks_automatic():
            send_to_contact_person(
                group=group,
                by=sender,
                name=sender.get_full_name() if sender else data["name"],
                address=sender.email if sender else data["email"],
                message=data["message"],
            )
    except RefusedError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Your message is on its way to %(name)s.") % {"name": group.contact_person})
