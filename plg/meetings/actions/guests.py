"""Guests at a meeting: people without an account, invited by mail, who become members later perhaps."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.outbox import cancel_mail
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.models import AddressTrouble, Delivery
from plg.meetings.actions.answers import fill_seats
from plg.meetings.actions.invitations import afresh, taken_back
from plg.meetings.emails import mail_guest
from plg.meetings.enums import RsvpAnswer
from plg.meetings.models import Meeting, MeetingInvitation
from plg.meetings.notices import meetings as notices
from plg.meetings.signals import guest_merged

TAKEN_BACK = "taken back"
NO_INVITATIONS = "wants no invitations"
# What is on its way cannot be called back.
# Longer than the ten seconds in which taking back an invitation can be undone.
UNDO = dt.timedelta(minutes=1)


@transaction.atomic
def invite_guest(*, meeting: Meeting, by: Member, name: str, email: str, organisation: str = "") -> MeetingInvitation:
    """Invite somebody without an account; somebody with that address who is a member is invited as that member."""
    if meeting.starts_at <= timezone.now() or not meeting.is_planned:
        raise RefusedError(gettext_lazy("You can invite people until the meeting begins."))
    now = timezone.now()
    member = Member.objects.active().filter(email__iexact=email).first()
    if member is not None:
        _invite_member(meeting, member, by=by, now=now)
    else:
        _invite_stranger(meeting, by=by, now=now, name=name, email=email.lower(), organisation=organisation)
    AuditEvent.objects.record("plg.guest_invited", meeting.group, by=by, subject=member, meeting=meeting.public_id)
    mine = {"member": member} if member is not None else {"guest_email": email.lower()}
    return meeting.invitations.get(**mine)


def _invite_member(meeting: Meeting, member: Member, *, by: Member, now: dt.datetime) -> None:
    known = meeting.invitations.filter(member=member).first()
    if known is not None and known.withdrawn_at is None:
        raise RefusedError(gettext_lazy("This colleague is invited already."))
    if known is None:
        meeting.invitations.create(member=member, invited_by=by, invited_at=now)
    else:
        MeetingInvitation.objects.filter(pk=known.pk).update(**afresh(now), invited_by=by)
    # Who was invited before heard this once: a notice under the same key would be no news.
    _tell_member(meeting, member, by=by, state=str(meeting.sequence) if known is None else f"{now.timestamp():.3f}")


def _tell_member(meeting: Meeting, member: Member, *, by: Member, state: str) -> None:
    notify(
        notices.INVITED_TO_MEETING,
        to=[member],
        key=f"{notices.INVITED_TO_MEETING.name}:{meeting.public_id}:{state}",
        url=reverse("plg:meeting_detail", args=[meeting.public_id]),
        by=by,
        group_key=meeting.group.slug if meeting.group else "",
        **notices.choose_words(meeting),
    )


def _invite_stranger(
    meeting: Meeting, *, by: Member, now: dt.datetime, name: str, email: str, organisation: str
) -> None:
    known = meeting.invitations.filter(guest_email__iexact=email).first()
    if known is not None and known.withdrawn_at is None:
        raise RefusedError(gettext_lazy("This guest is invited already."))
    values: dict[str, Any] = {"invited_by": by, "guest_name": name, "guest_organisation": organisation}
    if known is None:
        guest = MeetingInvitation.objects.create(meeting=meeting, guest_email=email, invited_at=now, **values)
    else:
        MeetingInvitation.objects.filter(pk=known.pk).update(**afresh(now), **values)
        guest = meeting.invitations.get(pk=known.pk)
    mail_guest(kind=notices.INVITED_TO_MEETING, guest=guest, params=notices.choose_words(meeting), moment=now)


@transaction.atomic
def withdraw_invitation(*, invitation: MeetingInvitation, by: Member) -> None:
    """Take an invitation back; a seat that comes free goes to who waits longest.

    Who heard of the meeting and did not say no hears this too, with a file that takes it out of their calendar.
    """
    meeting, now = _locked(invitation.meeting_id), timezone.now()
    present = MeetingInvitation.objects.select_related("member").get(pk=invitation.pk)
    if present.withdrawn_at is not None:
        return
    MeetingInvitation.objects.filter(pk=invitation.pk).update(**taken_back(now, by))
    cancel_mail(key_prefix=f"guest:{invitation.public_id}:", reason=TAKEN_BACK)
    AuditEvent.objects.record(
        "plg.invitation_taken_back", meeting.group, by=by, subject=invitation.member, meeting=meeting.public_id
    )
    if meeting.is_planned and meeting.starts_at > now and present.answer != RsvpAnswer.NO:
        present.meeting = meeting
        _tell_withdrawn(present, by=by, now=now)
    if present.has_seat:
        fill_seats(meeting=meeting)


def _tell_withdrawn(invitation: MeetingInvitation, *, by: Member, now: dt.datetime) -> None:
    """Only who heard of the meeting has it in a calendar. A guest hears it when there is no undo any more."""
    words = notices.choose_words(invitation.meeting)
    if invitation.member is None:
        if Delivery.objects.filter(
            key__startswith=f"guest:{invitation.public_id}:", state__in=DeliveryState.HANDED_OVER
        ).exists():
            mail_guest(kind=notices.UNINVITED, guest=invitation, params=words, moment=now, due_at=now + UNDO)
    elif _was_told(invitation.member, invitation.meeting):
        notify(
            notices.UNINVITED,
            to=[invitation.member],
            key=f"{notices.UNINVITED.name}:{invitation.public_id}:{now.timestamp():.3f}",
            url=reverse("plg:agenda"),
            by=by,
            group_key=invitation.meeting.group.slug if invitation.meeting.group else "",
            **words,
        )


def _was_told(member: Member, meeting: Meeting) -> bool:
    about = Q(params__meeting=meeting.public_id)
    if meeting.series is not None:
        about |= Q(params__series=meeting.series.public_id)
    told = Notice.objects.filter(about, member=member)
    return told.filter(Q(mailed_at__isnull=False) | Q(read_at__isnull=False)).exists()


def _locked(meeting: int) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("group", "partnership", "host_site")
    return rows.get(pk=meeting)


@transaction.atomic
def restore_invitation(*, invitation: MeetingInvitation, by: Member) -> None:
    """Undo `withdraw_invitation`; who had a seat asks for it again. Whose mail was held back, and who was told that
    they are no longer invited, is invited anew."""
    before = MeetingInvitation.objects.select_related("meeting__group", "member").get(pk=invitation.pk)
    changed = MeetingInvitation.objects.filter(pk=invitation.pk, withdrawn_at__isnull=False).update(
        withdrawn_at=None, withdrawn_by=None, answer=RsvpAnswer.NONE, turns=F("turns") + 1
    )
    if not changed:
        return
    AuditEvent.objects.record(
        "plg.invitation_restored",
        before.meeting.group,
        by=by,
        subject=before.member,
        meeting=before.meeting.public_id,
    )
    if before.member is None:
        _mail_again(before)
    else:
        _tell_again(before, before.member, by=by)


def _mail_again(guest: MeetingInvitation) -> None:
    farewell = f"guest:{guest.public_id}:{notices.UNINVITED.name}:"
    cancel_mail(key_prefix=farewell, reason="invited again")
    mails = Delivery.objects.filter(key__startswith=f"guest:{guest.public_id}:")
    said_goodbye = mails.filter(
        key__startswith=farewell, state__in=DeliveryState.HANDED_OVER, planned_at__gte=guest.withdrawn_at
    )
    if mails.filter(reason=TAKEN_BACK).exists() or said_goodbye.exists():
        words = notices.choose_words(guest.meeting)
        mail_guest(kind=notices.INVITED_TO_MEETING, guest=guest, params=words, moment=timezone.now())


def _tell_again(invitation: MeetingInvitation, member: Member, *, by: Member) -> None:
    farewell = f"{notices.UNINVITED.name}:{invitation.public_id}"
    last = Notice.objects.filter(member=member, key__startswith=f"{farewell}:", created_at__gte=invitation.withdrawn_at)
    heard = last.filter(Q(mailed_at__isnull=False) | Q(read_at__isnull=False)).exists()
    forget_notices(keys=[farewell])
    if heard:
        _tell_member(invitation.meeting, member, by=by, state=f"{timezone.now().timestamp():.3f}")


@transaction.atomic
def merge_guest(*, email: str, member: Member, by: Member | None = None) -> int:
    """Give what a guest answered and attended under `email` to `member`; how many meetings. Safe to repeat.

    Where both were invited, the member's own answer and attendance stay, and what only the guest has is taken over.
    """
    merged = 0
    guests = MeetingInvitation.objects.filter(guest_email__iexact=email)
    for number in list(guests.order_by("meeting").values_list("meeting", flat=True)):
        meeting = _locked(number)
        guest = guests.get(meeting=meeting)
        own = MeetingInvitation.objects.filter(meeting=guest.meeting_id, member=member).first()
        if own is None:
            guest.member, guest.guest_name, guest.guest_email, guest.guest_organisation = member, "", "", ""
            guest.save(update_fields=["member", "guest_name", "guest_email", "guest_organisation"])
        else:
            # What was taken back from the guest is no seat that the member could take over.
            if own.answer == RsvpAnswer.NONE and guest.withdrawn_at is None:
                own.answer, own.waiting_since = guest.answer, guest.waiting_since
                own.save(update_fields=["answer", "waiting_since"])
            guest_merged.send(sender=MeetingInvitation, guest=guest, own=own)
            guest.delete()
            fill_seats(meeting=meeting)
        merged += 1
    if merged:
        # Wanting no invitations was said as a guest; a member chooses that kind by kind.
        AddressTrouble.objects.filter(address=email.lower(), reason=NO_INVITATIONS).delete()
        AuditEvent.objects.record("plg.guest_merged", member, by=by, subject=member, count=merged)
    return merged


@transaction.atomic
def refuse_mail(*, invitation: MeetingInvitation, again: bool = False) -> None:
    """A guest wants no invitations any more: everything that waits for that address is skipped."""
    if again:
        AddressTrouble.objects.filter(address=invitation.guest_email.lower(), reason=NO_INVITATIONS).delete()
        return
    AddressTrouble.objects.get_or_create(
        address=invitation.guest_email.lower(), defaults={"reason": NO_INVITATIONS, "stopped_at": timezone.now()}
    )
