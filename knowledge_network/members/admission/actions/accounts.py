"""An account, and the work it begins with: what every way in ends in."""

from __future__ import annotations

import datetime as dt

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.members.admission.models import InvitedAppointment
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.actions.appointments import add_appointment
from knowledge_network.members.people.actions.leaving import readmit_member
from knowledge_network.members.people.actions.profile import announce
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent


class AdmissionError(Exception):
    """Why somebody cannot be let in or invited, in words for the person who tries."""


@transaction.atomic
def create_member(
    *,
    by: Member | None,
    email: str,
    given_name: str,
    infix: str = "",
    family_name: str = "",
    organisation: Organisation | None = None,
    function: str = "",
    language: str = "nl",
    at: dt.datetime | None = None,
) -> Member:
    """An account with a confirmed address and no password; with an organisation also the first appointment.

    Only for addresses that were shown to be theirs. Somebody who left comes back with what is known of them.
    """
    moment = at or timezone.now()
    member = Member.objects.filter(email__iexact=email.strip(), erased_at__isnull=True).first()
    if member is not None and member.left_at is None:
        raise AdmissionError(_("Somebody with this e-mail address is a member already."))
    if member is not None:
        readmit_member(member=member, by=by or member)
    else:
        member = Member(
            email=email,
            given_name=given_name,
            infix=infix,
            family_name=family_name,
            language=language,
            joined_at=moment,
        )
        member.set_unusable_password()
        member.save()
    EmailAddress.objects.update_or_create(user=member, email=member.email, defaults={"primary": True, "verified": True})
    AuditEvent.objects.record("members.joined", member, by=by, subject=member)
    if organisation is not None:
        start = timezone.localdate(moment)
        held = member.appointments.filter(organisation=organisation, function=function, end__isnull=True)
        if not held.exists():
            add_appointment(member=member, by=by, organisation=organisation, function=function, start=start)
    announce(member)
    return member


def begin_further_work(*, member: Member, by: Member | None, further: InvitedAppointment, start: dt.date) -> None:
    """What an invitation named besides the first function, unless they have it."""
    held = member.appointments.filter(organisation=further.organisation, function=further.function, end__isnull=True)
    if not held.exists():
        add_appointment(member=member, by=by, organisation=further.organisation, function=further.function, start=start)
