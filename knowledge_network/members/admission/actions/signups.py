"""Asking to join: the wish, the address confirmed, and what those who let people in decide."""

from __future__ import annotations

import datetime as dt

from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from knowledge_network.members import signals
from knowledge_network.members.admission import emails
from knowledge_network.members.admission.actions.accounts import AdmissionError, create_member
from knowledge_network.members.admission.enums import SignupState
from knowledge_network.members.admission.models import Invitation, SignupRequest
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.actions.leaving import leave_network
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent

CONFIRM_WITHIN = dt.timedelta(days=3)
REJECTIONS_KEPT = dt.timedelta(days=180)
# How long a decision about a request can be taken back; its mail waits a minute longer, so that both never cross.
REGRET = dt.timedelta(minutes=5)
MAIL_WAITS = REGRET + dt.timedelta(minutes=1)
# What stands in the trail about an account that came by an approval and that nobody used or touched.
UNTOUCHED = ("members.joined", "members.readmitted", "members.appointment_added", "members.signup_approved")

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
    note_decision(signup_request, by, SignupState.APPROVED, member=member, at=moment)
    Invitation.objects.open().filter(email__iexact=member.email).update(accepted_at=moment, member=member)
    emails.say_approved(signup_request, member, at=moment + MAIL_WAITS)
    return member


@transaction.atomic
def reject_signup(*, signup_request: SignupRequest, by: Member, reason: str, at: dt.datetime | None = None) -> None:
    """Turn the request down and mail the reason, once the decision can no longer be taken back."""
    signup_request, moment = _undecided(signup_request), at or timezone.now()
    signup_request.reason = reason
    note_decision(signup_request, by, SignupState.REJECTED, at=moment)
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


def note_decision(
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
