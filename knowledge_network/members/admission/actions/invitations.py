"""Being invited: by one, by a list, again, withdrawn, accepted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.kit.emails import gather_mails
from knowledge_network.members.admission import emails
from knowledge_network.members.admission.actions.accounts import AdmissionError, begin_further_work, create_member
from knowledge_network.members.admission.actions.signups import note_decision
from knowledge_network.members.admission.enums import SignupState
from knowledge_network.members.admission.models import Invitation, InvitedAppointment, SignupRequest
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

INVITATION_HOLDS = dt.timedelta(days=30)

_invitation_signer = signing.Signer(salt="members.invitation")


@transaction.atomic
def invite_member(
    *,
    by: Member,
    email: str,
    given_name: str,
    organisation: Organisation,
    function: str,
    infix: str = "",
    family_name: str = "",
    message: str = "",
    language: str = "nl",
    at: dt.datetime | None = None,
) -> Invitation:
    """Invite somebody by mail. Raises AdmissionError when they are a member or have an invitation that still holds."""
    email, moment = email.strip().lower(), at or timezone.now()
    if Member.objects.filter(email=email, left_at__isnull=True).exists():
        raise AdmissionError(_("Somebody with this e-mail address is a member already."))
    _withdraw_expired(email, moment)
    invitation = Invitation.objects.create(
        email=email,
        given_name=given_name,
        infix=infix,
        family_name=family_name,
        organisation=organisation,
        function=function,
        message=message,
        language=language,
        invited_by=by,
        invited_at=moment,
        expires_at=moment + INVITATION_HOLDS,
    )
    AuditEvent.objects.record("members.invited", invitation, by=by)
    emails.invite(invitation, token=_invitation_signer.sign(invitation.public_id))
    return invitation


def _withdraw_expired(email: str, moment: dt.datetime) -> None:
    """Make place for a new invitation; AdmissionError while the former one holds."""
    waiting = Invitation.objects.select_for_update().filter(
        email__iexact=email, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    former = waiting.first()
    if former is None:
        return
    if former.expires_at > moment:
        raise AdmissionError(_("This address was invited already."))
    former.withdrawn_at = moment
    former.save(update_fields=["withdrawn_at"])


@transaction.atomic
def invite_members(
    *,
    by: Member,
    invitations: Sequence[Invitation],
    more: Mapping[str, Collection[tuple[Organisation, str]]],
    mail_at: dt.datetime | None = None,
) -> None:
    """The same for many at once: `invitations` that are not stored yet, with a few queries whatever their number.

    `more` holds further schools and functions by address. `mail_at`: when the mails may go out at the earliest, so that
    whoever takes the invitations back before that has told nobody. AdmissionError names whom it is about.
    """
    now, addresses = timezone.now(), [invitation.email for invitation in invitations]
    if member := Member.objects.filter(email__in=addresses, left_at__isnull=True).first():
        raise AdmissionError(f"{member.email}: {_('Somebody with this e-mail address is a member already.')}")
    waiting = Invitation.objects.select_for_update().filter(
        email__in=addresses, accepted_at__isnull=True, withdrawn_at__isnull=True
    )
    former = list(waiting)
    if holding := next((invitation for invitation in former if invitation.expires_at > now), None):
        raise AdmissionError(f"{holding.email}: {_('This address was invited already.')}")
    Invitation.objects.filter(pk__in=[invitation.pk for invitation in former]).update(withdrawn_at=now)
    for invitation in invitations:
        invitation.invited_by, invitation.invited_at, invitation.expires_at = by, now, now + INVITATION_HOLDS
    Invitation.objects.bulk_create(invitations)
    InvitedAppointment.objects.bulk_create(
        InvitedAppointment(invitation=invitation, organisation=place, function=function)
        for invitation in invitations
        for place, function in more.get(invitation.email, ())
    )
    AuditEvent.objects.record_many("members.invited", invitations, by=by)
    with gather_mails():
        for invitation in invitations:
            emails.invite(invitation, token=_invitation_signer.sign(invitation.public_id), at=mail_at)


@transaction.atomic
def resend_invitation(*, invitation: Invitation, by: Member) -> None:
    """Mail the invitation again; it holds for another thirty days. At most once a minute, whoever presses."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at or invitation.withdrawn_at:
        raise AdmissionError(_("This invitation was accepted or withdrawn just now."))
    now = timezone.now()
    if now - invitation.invited_at < dt.timedelta(minutes=1):
        return
    invitation.invited_at, invitation.expires_at = now, now + INVITATION_HOLDS
    invitation.save(update_fields=["invited_at", "expires_at"])
    AuditEvent.objects.record("members.invitation_sent_again", invitation, by=by)
    emails.invite(invitation, token=_invitation_signer.sign(invitation.public_id))


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: Member) -> None:
    """The link stops working, and mail that is not out yet stays in."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.accepted_at:
        raise AdmissionError(_("This invitation was accepted just now."))
    if invitation.withdrawn_at is None:
        invitation.withdrawn_at = timezone.now()
        invitation.save(update_fields=["withdrawn_at"])
        AuditEvent.objects.record("members.invitation_withdrawn", invitation, by=by)


def find_invitation(token: str) -> Invitation | None:
    """The open invitation that a link from the mail is about, or None when it is false, used, withdrawn or too old."""
    try:
        public_id = _invitation_signer.unsign(token)
    except signing.BadSignature:
        return None
    return Invitation.objects.open().filter(public_id=public_id).select_related("organisation", "invited_by").first()


@transaction.atomic
def accept_invitation(*, invitation: Invitation, at: dt.datetime | None = None) -> Member:
    """Make the account: who has the link has the mailbox, so the address is confirmed."""
    held: Invitation | None = (
        Invitation.objects.open()
        .select_for_update(of=("self",))
        .select_related("organisation", "invited_by")
        .filter(pk=invitation.pk)
        .first()
    )
    if held is None:
        raise AdmissionError(_("This invitation was accepted or withdrawn just now."))
    invitation = held
    member = create_member(
        by=invitation.invited_by,
        email=invitation.email,
        given_name=invitation.given_name,
        infix=invitation.infix,
        family_name=invitation.family_name,
        organisation=invitation.organisation,
        function=invitation.function,
        language=invitation.language,
        at=at,
    )
    for further in invitation.more.select_related("organisation"):
        begin_further_work(member=member, by=invitation.invited_by, further=further, start=timezone.localdate(at))
    invitation.accepted_at, invitation.member = at or timezone.now(), member
    invitation.save(update_fields=["accepted_at", "member"])
    AuditEvent.objects.record("members.invitation_accepted", invitation, by=member, subject=member)
    for signup_request in SignupRequest.objects.open().filter(email__iexact=member.email):
        note_decision(signup_request, invitation.invited_by or member, SignupState.APPROVED, member=member, at=at)
    return member
