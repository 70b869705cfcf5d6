"""What happens to an agreement after signing: a party that leaves, an early end."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.agreements.texts.actions import life
from knowledge_network.agreements.texts.entrance import WRITE, enter_agreement, get_party, render_agreement
from knowledge_network.agreements.texts.forms import ReasonForm
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.errors import RefusedError
from knowledge_network.kit.http import form_page, require, sent
from knowledge_network.members.people.requests import MemberRequest


@form_page
def party_leave(request: MemberRequest, public_id: str, party: str) -> HttpResponse:
    """Notice of a party: a director of it, or the coordinator who got the letter."""
    agreement = enter_agreement(request, public_id)
    row = get_party(agreement, party)
    require(request, "agreements.give_notice", row)
    refused = ""
    if request.method == "POST":
        try:
            last_day = life.give_notice(party=row, by=request.user)
            words = {"party": row.name_as_signed, "day": nice_date(last_day)}
            messages.success(request, _("Noted. %(party)s leaves; the last day is %(day)s.") % words)
            return HttpResponseRedirect(agreement.get_absolute_url())
        except RefusedError as refusal:
            refused = str(refusal)
    context = {"party": row, "last_day": life.last_day_after_notice(agreement), "refused": refused}
    status = 409 if refused else 200
    return render_agreement(request, "agreements/texts/party_leave.html", agreement, context, status=status)


@form_page
def party_stay(request: MemberRequest, public_id: str, party: str) -> HttpResponse:
    """A notice is taken back: who may give it for this party."""
    agreement = enter_agreement(request, public_id)
    row = get_party(agreement, party)
    require(request, "agreements.give_notice", row)
    refused = ""
    if request.method == "POST":
        try:
            life.take_back_notice(party=row, by=request.user)
            messages.success(request, _("Noted. %(party)s stays.") % {"party": row.name_as_signed})
            return HttpResponseRedirect(agreement.get_absolute_url())
        except RefusedError as refusal:
            refused = str(refusal)
    status = 409 if refused else 200
    can_stay = agreement.is_in_force and row.can_take_back_notice(timezone.localdate())
    context = {"party": row, "refused": refused, "can_stay": can_stay}
    return render_agreement(request, "agreements/texts/party_stay.html", agreement, context, status=status)


@form_page
def agreement_terminate(request: MemberRequest, public_id: str) -> HttpResponse:
    agreement = enter_agreement(request, public_id, WRITE)
    form = ReasonForm(sent(request)[0])
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            life.terminate_agreement(agreement=agreement, by=request.user, **form.cleaned_data)
            messages.success(request, _("The agreement is terminated. All parties are told."))
            return HttpResponseRedirect(agreement.get_absolute_url())
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            status = 409
    return render_agreement(
        request, "agreements/texts/agreement_terminate.html", agreement, {"form": form}, status=status
    )
