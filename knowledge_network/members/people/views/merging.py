"""Making one of two accounts of the same person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from knowledge_network.kit.http import get_permitted, render_page, require
from knowledge_network.members.people.actions.merging import CannotMergeError, merge_members, preview_merge, undo_merge
from knowledge_network.members.people.forms.merging import MergeForm
from knowledge_network.members.people.models import Member, MemberMerge
from knowledge_network.members.people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
def member_merge(request: MemberRequest, public_id: str) -> HttpResponse:
    """First who, then what would go over and what not, then the deed."""
    known = Member.objects.filter(erased_at__isnull=True)
    kept: Member = get_permitted(request, known, "members.manage_members", public_id=public_id)
    form = MergeForm(request.POST or None)
    ended: Member | None = None
    outcome = None
    if request.method == "POST" and form.is_valid():
        ended = form.cleaned_data["other"]
        try:
            if request.POST.get("confirmed") == ended.public_id:
                merge_members(kept=kept, ended=ended, by=request.user)
                messages.success(request, _("The accounts are one now. You can undo this for 24 hours."))
                return redirect("members:member_merge", public_id=kept.public_id)
            outcome = preview_merge(kept=kept, ended=ended)
        except CannotMergeError as error:
            form.add_error("other", str(error))
    manage = reverse("members:manage_member", args=[kept.public_id])
    merges = MemberMerge.objects.filter(kept=kept, undone_at__isnull=True).select_related("ended")
    context = {
        "member": kept,
        "ended": ended,
        "form": form,
        "outcome": outcome,
        "merges": [merge for merge in merges.order_by("-merged_at") if merge.can_be_undone],
        "trail": [(_("Manage members"), reverse("members:manage_members")), (str(kept), manage)],
    }
    return render_page(request, "members/people/member_merge.html", context, status=422 if form.errors else 200)


@require_POST
def member_merge_undo(request: MemberRequest, public_id: str) -> HttpResponse:
    require(request, "members.manage_members")
    merge = get_object_or_404(MemberMerge.objects.select_related("kept"), public_id=public_id)
    try:
        undo_merge(merge=merge, by=request.user)
    except CannotMergeError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The accounts are two again. Whoever was logged in has to log in anew."))
    return redirect("members:member_merge", public_id=merge.kept.public_id)
