"""How a member wants to hear of things, and ending a kind of mail from the mail itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST

from knowledge_network.kit.http import render_page, signed_page
from knowledge_network.kit.messages import offer_undo
from knowledge_network.notifications.events import actions, unsubscribe
from knowledge_network.notifications.events.forms import ChoicesForm, RhythmForm
from knowledge_network.notifications.outbox.models import MailRhythm
from knowledge_network.notifications.outbox.troubles import find_trouble

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import MemberRequest

BEFORE = "notifications.choices_before"


@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: MemberRequest) -> HttpResponse:
    """The rhythm of mail, and for each kind and each group how to hear of it."""
    member = request.user
    rhythm = MailRhythm.objects.filter(member=member).first() or MailRhythm(member=member)
    data = request.POST if request.method == "POST" else None
    form, choices = RhythmForm(data, instance=rhythm), ChoicesForm(data, member=member)
    status = 200
    if data is not None:
        if form.is_valid() and choices.is_valid():
            actions.change_rhythm(member=member, **form.cleaned_data)
            actions.choose_channels(member=member, choices=choices.changes())
            messages.success(request, _("Saved. From now on you hear it this way."))
            return HttpResponseRedirect(reverse("notifications:preferences"))
        status = 422
    context = {"form": form, "choices": choices, "trouble": find_trouble(member)}
    return render_page(request, "notifications/events/preferences.html", context, status=status)


@require_POST
def preferences_reset(request: MemberRequest) -> HttpResponse:
    """Everything back to what it is for who chose nothing."""
    before = actions.forget_choices(member=request.user)
    request.session[BEFORE] = [[*pair, channel] for pair, channel in before.items()]
    offer_undo(request, _("Everything is set back."), reverse("notifications:preferences_restore"))
    return HttpResponseRedirect(reverse("notifications:preferences"))


@require_POST
def preferences_restore(request: MemberRequest) -> HttpResponse:
    """The choices from before they were set back."""
    before = request.session.pop(BEFORE, [])
    actions.choose_channels(member=request.user, choices={(kind, group): way for kind, group, way in before})
    messages.success(request, _("Your own choices are back."))
    return HttpResponseRedirect(reverse("notifications:preferences"))


@signed_page
def unsubscribe_page(request: HttpRequest, token: str) -> HttpResponse:
    """Ending one kind of mail. A GET only asks; mail programs POST by themselves when somebody presses their button."""
    ending = unsubscribe.read(token)
    if ending is None:
        return render_page(request, "notifications/events/unsubscribe_invalid.html", status=404)
    with override(ending.member.language):
        context: dict[str, object] = {"label": ending.label, "page": "asks"}
        if request.method == "POST" and (back := request.POST.get("again")):
            actions.mail_again(member=ending.member, kind=ending.kind, before=unsubscribe.read_before(token, back))
            context["page"] = "again"
        elif request.method == "POST":
            before = actions.end_mail(member=ending.member, kind=ending.kind)
            context |= {"page": "done", "before": unsubscribe.signed_before(token, before)}
        return render_page(request, "notifications/events/unsubscribe_page.html", context)
