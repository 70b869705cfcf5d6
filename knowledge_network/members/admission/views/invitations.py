"""Inviting people: the coordinator's list, and what the invited person sees."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from knowledge_network.kit.http import form_page, render_page, require
from knowledge_network.kit.pagination import paginate
from knowledge_network.members.admission.actions import invitations
from knowledge_network.members.admission.actions.accounts import AdmissionError
from knowledge_network.members.admission.enums import InvitationState
from knowledge_network.members.admission.forms import (
    InvitationForm,
    InvitedPeople,
    describe_organisation,
    label_organisations,
)
from knowledge_network.members.admission.models import Invitation
from knowledge_network.members.admission.names import Person
from knowledge_network.members.people.models import Member
from knowledge_network.members.people.requests import MemberRequest


@require_safe
def invitation_list(request: MemberRequest) -> HttpResponse:
    require(request, "members.invite_member")
    asked = request.GET.get("staat", "")
    state = InvitationState(asked) if asked in InvitationState else InvitationState.OPEN
    found = Invitation.objects.filter(_in_state(state))
    page = paginate(
        found.select_related("organisation", "invited_by"), request.GET, by=("-invited_at", "-public_id"), size=24
    )
    return render_page(
        request, "members/admission/invitation_list.html", {"page": page, "tab": state, "states": InvitationState}
    )


def _in_state(state: InvitationState) -> Q:
    undecided = Q(accepted_at__isnull=True, withdrawn_at__isnull=True)
    return {
        InvitationState.OPEN: undecided & Q(expires_at__gt=timezone.now()),
        InvitationState.EXPIRED: undecided & Q(expires_at__lte=timezone.now()),
        InvitationState.ACCEPTED: Q(accepted_at__isnull=False),
        InvitationState.WITHDRAWN: Q(accepted_at__isnull=True, withdrawn_at__isnull=False),
    }[state]


@form_page
def invitation_create(request: MemberRequest) -> HttpResponse:
    """One person with a name goes out at once; else a preview says first who gets a mail, as what, and who does not."""
    require(request, "members.invite_member")
    form = InvitationForm(request.POST or None)
    if request.method != "POST" or not form.is_valid() or "change" in request.POST:
        return render_page(request, "members/admission/invitation_create.html", {"form": form})
    people = form.cleaned_data["people"]
    skipped = _reasons_to_skip([person.email for person in people])
    ready = [person for person in people if person.email not in skipped]
    if not ready:
        form.add_error("people", skipped[people[0].email])
        return render_page(request, "members/admission/invitation_create.html", {"form": form})
    rows = _make_rows(request, form, ready)
    asks_first = len(people) > 1 or people[0].is_guessed
    if asks_first and ("confirmed" not in request.POST or (rows.is_bound and not rows.is_valid())):
        left_out = [(person.email, skipped[person.email]) for person in people if person.email in skipped]
        context = {
            "form": form,
            "rows": rows,
            "ready": ready,
            "skipped": left_out,
            "guessed": any(person.is_guessed for person in ready),
            "organisations": sorted(rows.form_kwargs["known"]),
        }
        return render_page(request, "members/admission/invitation_preview.html", context)
    shared = {name: form.cleaned_data[name] for name in ("organisation", "function")}
    chosen = [row.cleaned_data for row in rows] if rows.is_bound else [shared | person.fields for person in ready]
    sent = sum(_invite_quietly(request, form, person) for person in chosen)
    said = ngettext("%(count)d invitation goes out.", "%(count)d invitations go out.", sent)
    messages.success(request, said % {"count": sent})
    return redirect("members:invitation_list")


def _make_rows(request: MemberRequest, form: InvitationForm, ready: list[Person]) -> Any:
    """A row for each person, with the school and function of all to begin with; bound once they were looked at."""
    shared = {
        "organisation": describe_organisation(form.cleaned_data["organisation"]),
        "function": form.cleaned_data["function"],
    }
    looked_at = "confirmed" in request.POST and "form-TOTAL_FORMS" in request.POST
    return InvitedPeople(
        request.POST if looked_at else None,
        initial=[person.fields | shared for person in ready],
        form_kwargs={"known": label_organisations()},
    )


def _reasons_to_skip(addresses: list[str]) -> dict[str, str]:
    members = Member.objects.filter(email__in=addresses, left_at__isnull=True).values_list("email", flat=True)
    invited = Invitation.objects.open().filter(email__in=addresses).values_list("email", flat=True)
    reasons = dict.fromkeys(invited, _("This address was invited already."))
    return reasons | dict.fromkeys(members, _("Somebody with this e-mail address is a member already."))


def _invite_quietly(request: MemberRequest, form: InvitationForm, person: dict[str, Any]) -> bool:
    shared = {name: form.cleaned_data[name] for name in ("language", "message")}
    try:
        invitations.invite_member(by=request.user, **shared, **person)
    except AdmissionError as error:
        messages.error(request, f"{person['email']}: {error}")
        return False
    return True


@require_POST
def invitation_resend(request: MemberRequest, public_id: str) -> HttpResponse:
    return _change(request, public_id, invitations.resend_invitation, _("The invitation goes out again."))


@require_POST
def invitation_withdraw(request: MemberRequest, public_id: str) -> HttpResponse:
    return _change(request, public_id, invitations.withdraw_invitation, _("The invitation was withdrawn."))


def _change(request: MemberRequest, public_id: str, action: Callable[..., object], done: str) -> HttpResponse:
    require(request, "members.invite_member")
    invitation = get_object_or_404(Invitation, public_id=public_id)
    try:
        action(invitation=invitation, by=request.user)
    except AdmissionError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, done)
    return redirect("members:invitation_list")


# The invited person ---------------------------------------------------------------------------


@login_not_required
@form_page
@never_cache
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """What the link in the mail opens. The button makes the account and logs in: the link proves the address."""
    invitation = invitations.find_invitation(token)
    if invitation is None:
        return render_page(request, "members/admission/invitation_invalid.html", status=404)
    if request.method == "POST" and not request.user.is_authenticated:
        try:
            member = invitations.accept_invitation(invitation=invitation)
        except AdmissionError:
            return render_page(request, "members/admission/invitation_invalid.html", status=404)
        record_authentication(request, member, method="invitation")
        welcome_page = reverse("members:welcome")
        response: HttpResponse = perform_login(request, member, email_verification="none", redirect_url=welcome_page)
        return response
    return render_page(request, "members/admission/invitation_accept.html", {"invitation": invitation})


@require_safe
def welcome(request: MemberRequest) -> HttpResponse:
    """First steps of a new member."""
    return render_page(request, "members/admission/welcome.html")


@require_safe
def second_factor_required(request: MemberRequest) -> HttpResponse:
    """Why somebody with this role needs a second lock, and the two ways to get one."""
    return render_page(request, "members/admission/second_factor_required.html")
