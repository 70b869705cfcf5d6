"""The way to the contact person of a group."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.guarded_forms import ContactForm
from knowledge_network.kit.http import render_page
from knowledge_network.kit.rate_limit import too_many
from plg.groups.actions.contact import send_to_contact_person
from plg.groups.models import Group
from plg.groups.views.group import build_trail, posted, visible_groups


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
    context = {"group": group, "form": form, "trail": build_trail(group)}
    return render_page(request, "plg/groups/group_contact.html", context)


def _send(request: HttpRequest, group: Group, form: ContactForm) -> None:
    """A message that a machine wrote goes nowhere, and the machine does not notice."""
    sender = request.user if request.user.is_authenticated else None
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
