"""The ways in: asking to join, being invited, and being let in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from allauth.account.models import EmailAddress
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.kit.emails import gather_mails
from knowledge_network.members import signals
from knowledge_network.members.admission import emails
from knowledge_network.members.admission.enums import SignupState
from knowledge_network.members.admission.models import Invitation, InvitedAppointment, SignupRequest
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.actions.appointments import add_appointment
from knowledge_network.members.people.actions.leaving import leave_network, readmit_member
from knowledge_network.members.people.actions.profile import announce
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

CONFIRM_WITHIN = dt.timedelta(days=3)
INVITATION_HOLDS = dt.timedelta(days=30)
REJECTIONS_KEPT = dt.timedelta(days=180)
# How long a decision about a request can be taken back; its mail waits a minute longer, so that both never cross.
REGRET = dt.timedelta(minutes=5)
MAIL_WAITS = REGRET + dt.timedelta(minutes=1)
# What stands in the trail about an account that came by an approval and that nobody used or touched.
UNTOUCHED = ("members.joined", "members.readmitted", "members.appointment_added", "members.signup_approved")


class AdmissionError(Exception):
    """Why somebody cannot be let in or invited, in words for the person who tries."""


# Accounts -------------------------------------------------------------------------------------


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


# Asking to join -------------------------------------------------------------------------------

_signup_signer = signing.TimestampSigner(salt="members.signup")


@transaction.atomic
def request_membership(
    *,
    email: str,
    given_name: str,
    family_name: str,
    organisation: Organisation,
    function: str,
    infix: str = "",
    motivation: str = "",
    language: str = "nl",
) -> None:
    """Note the wish and mail a link to the address. Tells the caller nothing: only the owner of the address learns
    that there is an account or a request already."""
    email, now = email.strip().lower(), timezone.now()
    member = Member.objects.filter(email=email, left_at__isnull=True).first()
    if member is not None:
        emails.say_account_exists(member, on=timezone.localdate())
        return
    waiting = SignupRequest.objects.select_for_update().filter(
        email__iexact=email, state__in=[SignupState.OPEN, SignupState.UNVERIFIED]
    )
    signup_request = waiting.first()
    if signup_request is not None and signup_request.state == SignupState.OPEN:
        emails.say_waiting(signup_request, on=timezone.localdate())
        return
    signup_request = signup_request or SignupRequest(email=email)
    signup_request.given_name, signup_request.infix, signup_request.family_name = given_name, infix, family_name
    signup_request.organisation, signup_request.function = organisation, function
    signup_request.motivation, signup_request.language, signup_request.requested_at = motivation, language, now
    signup_request.save()
    token = _signup_signer.sign(signup_request.public_id)
    emails.ask_to_confirm(signup_request, token=token, expires_at=now + CONFIRM_WITHIN)


def find_signup(token: str) -> SignupRequest | None:
    """The request that a link from the mail is about, or None when the link is false, too old or its request gone."""
    try:
        public_id = _signup_signer.unsign(token, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    return SignupRequest.objects.filter(public_id=public_id).select_related("organisation").first()


@transaction.atomic
def confirm_signup(*, signup_request: SignupRequest, at: dt.datetime | None = None) -> SignupRequest:
    """The address is theirs: from now on people see the request. Doing it again changes nothing."""
    signup_request = SignupRequest.objects.select_for_update().get(pk=signup_request.pk)
    if signup_request.state != SignupState.UNVERIFIED:
        return signup_request
    signup_request.state, signup_request.verified_at = SignupState.OPEN, at or timezone.now()
    signup_request.save(update_fields=["state", "verified_at"])
    AuditEvent.objects.record("members.signup_confirmed", signup_request, by=None)
    signals.signup_opened.send(sender=SignupRequest, signup_request=signup_request)
    return signup_request


@transaction.atomic
def approve_signup(*, signup_request: SignupRequest, by: Member, at: dt.datetime | None = None) -> Member:
    """Make the person a member with the appointment that they asked for, and mail them how to log in.

    The account is there at once; the mail waits until the decision can no longer be taken back.
    """
    signup_request, moment = _undecided(signup_request), at or timezone.now()
    member = create_member(
        by=by,
        email=signup_request.email,
        given_name=signup_request.given_name,
        infix=signup_request.infix,
        family_name=signup_request.family_name,
        organisation=signup_request.organisation,
        function=signup_request.function,
        language=signup_request.language,
        at=moment,
    )
    _decide(signup_request, by, SignupState.APPROVED, member=member, at=moment)
    Invitation.objects.open().filter(email__iexact=member.email).update(accepted_at=moment, member=member)
    emails.say_approved(signup_request, member, at=moment + MAIL_WAITS)
    return member


@transaction.atomic
def reject_signup(*, signup_request: SignupRequest, by: Member, reason: str, at: dt.datetime | None = None) -> None:
    """Turn the request down and mail the reason, once the decision can no longer be taken back."""
    signup_request, moment = _undecided(signup_request), at or timezone.now()
    signup_request.reason = reason
    _decide(signup_request, by, SignupState.REJECTED, at=moment)
    emails.say_rejected(signup_request, at=moment + MAIL_WAITS)


@transaction.atomic
def take_decision_back(*, signup_request: SignupRequest, by: Member, at: dt.datetime | None = None) -> None:
    """As it was before: the request waits again, its mail stays in, and the account that it made is gone.

    For who decided, while the mail waits. AdmissionError when it is too late, or when the account was used.
    """
    now = at or timezone.now()
    signup_request = SignupRequest.objects.select_for_update(of=("self",)).get(pk=signup_request.pk)
    if not signup_request.can_be_taken_back(by, now, within=REGRET):
        raise AdmissionError(_("This decision cannot be taken back any more: the mail about it goes out."))
    undecided = SignupRequest.objects.filter(email__iexact=signup_request.email, state__in=SignupState.UNDECIDED)
    if undecided.exists():
        raise AdmissionError(_("This person asked again by now: decide on the new request."))
    member, decided_at = signup_request.member, signup_request.decided_at
    signup_request.state, signup_request.reason, signup_request.member = SignupState.OPEN, "", None
    signup_request.decided_by = signup_request.decided_at = None
    signup_request.save(update_fields=["state", "reason", "member", "decided_by", "decided_at"])
    if member is not None and decided_at is not None:
        Invitation.objects.filter(member=member, accepted_at=decided_at).update(accepted_at=None, member=None)
        _let_go_again(member, by=by, since=decided_at)
    AuditEvent.objects.record("members.signup_decision_taken_back", signup_request, by=by)
    signals.signup_opened.send(sender=SignupRequest, signup_request=signup_request)


def _let_go_again(member: Member, *, by: Member, since: dt.datetime) -> None:
    """Who came in at `since` was never here: a new account goes, somebody who came back is gone as before."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    deeds = AuditEvent.objects.filter(Q(subject=member) | Q(actor=member), at__gte=since)
    if (member.last_login is not None and member.last_login >= since) or deeds.exclude(verb__in=UNTOUCHED).exists():
        raise AdmissionError(
            _("The account of %(name)s was used by now, so it stays. On the page of the member you can let them leave.")
            % {"name": member.get_full_name()}
        )
    gone_since = AuditEvent.objects.filter(subject=member, verb="members.left", at__lt=since).order_by("-at").first()
    leave_network(member=member, by=by)
    if member.joined_at == since:
        member.delete()
    elif gone_since is not None:
        Member.objects.filter(pk=member.pk).update(left_at=gone_since.at)


def _undecided(signup_request: SignupRequest) -> SignupRequest:
    signup_request = (
        SignupRequest.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=signup_request.pk)
    )
    if signup_request.state != SignupState.OPEN:
        raise AdmissionError(_("Somebody else decided on this request just now."))
    return signup_request


def _decide(
    signup_request: SignupRequest,
    by: Member,
    state: str,
    *,
    member: Member | None = None,
    at: dt.datetime | None = None,
) -> None:
    signup_request.state, signup_request.decided_by, signup_request.decided_at = state, by, at or timezone.now()
    signup_request.member = member
    signup_request.save(update_fields=["state", "decided_by", "decided_at", "member", "reason"])
    AuditEvent.objects.record(f"members.signup_{state}", signup_request, by=by, subject=member)
    signals.signup_decided.send(sender=SignupRequest, signup_request=signup_request, by=by)


def forget_unconfirmed(*, now: dt.datetime | None = None) -> int:
    """Delete requests that nobody confirmed in time, and rejections after half a year; how many."""
    now = now or timezone.now()
    stale = SignupRequest.objects.filter(state=SignupState.UNVERIFIED, requested_at__lt=now - CONFIRM_WITHIN)
    old = SignupRequest.objects.filter(state=SignupState.REJECTED, decided_at__lt=now - REJECTIONS_KEPT)
    return stale.delete()[0] + old.delete()[0]


# Being invited --------------------------------------------------------------------------------

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


def begin_further_work(*, member: Member, by: Member | None, further: InvitedAppointment, start: dt.date) -> None:
    """What an invitation named besides the first function, unless they have it."""
    held = member.appointments.filter(organisation=further.organisation, function=further.function, end__isnull=True)
    if not held.exists():
        add_appointment(member=member, by=by, organisation=further.organisation, function=further.function, start=start)


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
        _decide(signup_request, invitation.invited_by or member, SignupState.APPROVED, member=member, at=at)
    return member
