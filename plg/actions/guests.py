"""Guests at a meeting: people without an account, invited by mail, who become members later perhaps."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.emails import render_mail
from knowledge_network.members.models import AuditEvent, Member
from knowledge_network.notifications.actions import notify
from knowledge_network.notifications.models import AddressTrouble, Delivery
from knowledge_network.notifications.outbox import Composed, cancel_mail, plan_mails, register_composer
from knowledge_network.notifications.registry import NoticeKind
from plg import meeting_notices as notices
from plg.actions.answers import afresh, fill_seats
from plg.calendars import CANCEL, REQUEST, invitation_attachment
from plg.errors import RefusedError
from plg.meeting_links import answer_links
from plg.models import Attendance, Meeting, MeetingInvitation

GUEST_MAIL = "guest.meeting"
TAKEN_BACK = "taken back"
# What a guest hears of; the rest is for who is in the group.
HEARD = {
    notices.INVITED_TO_MEETING.name: REQUEST,
    notices.MEETING_MOVED.name: REQUEST,
    notices.MEETING_CHANGED.name: REQUEST,
    notices.MEETING_REINSTATED.name: REQUEST,
    notices.MEETING_CANCELLED.name: CANCEL,
    notices.SEAT_FREE.name: REQUEST,
    notices.REMINDER_TOMORROW.name: "",
}


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
    values = {**afresh(now), "invited_by": by}
    meeting.invitations.update_or_create(member=member, defaults=values)
    notify(
        notices.INVITED_TO_MEETING,
        to=[member],
        key=f"plg.meeting_planned:{meeting.public_id}:{meeting.sequence}",
        url=reverse("plg:meeting_detail", args=[meeting.public_id]),
        by=by,
        **notices.words_of(meeting),
    )


def _invite_stranger(
    meeting: Meeting, *, by: Member, now: dt.datetime, name: str, email: str, organisation: str
) -> None:
    known = meeting.invitations.filter(guest_email__iexact=email).first()
    if known is not None and known.withdrawn_at is None:
        raise RefusedError(gettext_lazy("This guest is invited already."))
    values = {**afresh(now), "invited_by": by, "guest_name": name, "guest_organisation": organisation}
    if known is None:
        guest = MeetingInvitation.objects.create(meeting=meeting, guest_email=email, **values)
    else:
        MeetingInvitation.objects.filter(pk=known.pk).update(**values)
        guest = meeting.invitations.get(pk=known.pk)
    mail_guest(kind=notices.INVITED_TO_MEETING, guest=guest, params=notices.words_of(meeting), moment=now)


@transaction.atomic
def withdraw_invitation(*, invitation: MeetingInvitation, by: Member) -> None:
    """Take an invitation back; a seat that comes free goes to who waits longest."""
    meeting = _locked(invitation.meeting_id)
    present = MeetingInvitation.objects.get(pk=invitation.pk)
    if present.withdrawn_at is not None:
        return
    MeetingInvitation.objects.filter(pk=invitation.pk).update(
        withdrawn_at=timezone.now(), withdrawn_by=by, waiting_since=None
    )
    cancel_mail(key_prefix=f"guest:{invitation.public_id}:", reason=TAKEN_BACK)
    AuditEvent.objects.record(
        "plg.invitation_taken_back", meeting.group, by=by, subject=invitation.member, meeting=meeting.public_id
    )
    if present.has_seat:
        fill_seats(meeting=meeting)


def _locked(meeting: int) -> Meeting:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("group", "partnership", "host_site")
    return rows.get(pk=meeting)


@transaction.atomic
def restore_invitation(*, invitation: MeetingInvitation, by: Member) -> None:
    """Undo `withdraw_invitation`; who had a seat asks for it again, and a guest whose mail was held back gets it."""
    changed = MeetingInvitation.objects.filter(pk=invitation.pk, withdrawn_at__isnull=False).update(
        withdrawn_at=None, withdrawn_by=None, answer=MeetingInvitation.Answer.NONE
    )
    if changed:
        AuditEvent.objects.record(
            "plg.invitation_restored",
            invitation.meeting.group,
            by=by,
            subject=invitation.member,
            meeting=invitation.meeting.public_id,
        )
        _mail_what_was_held_back(invitation)


def _mail_what_was_held_back(guest: MeetingInvitation) -> None:
    held_back = Delivery.objects.filter(key__startswith=f"guest:{guest.public_id}:", reason=TAKEN_BACK)
    if guest.member_id is None and held_back.exists():
        words = notices.words_of(guest.meeting)
        mail_guest(kind=notices.INVITED_TO_MEETING, guest=guest, params=words, moment=timezone.now())


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
            if own.answer == MeetingInvitation.Answer.NONE and guest.withdrawn_at is None:
                own.answer, own.waiting_since = guest.answer, guest.waiting_since
                own.save(update_fields=["answer", "waiting_since"])
            if not Attendance.objects.filter(invitation=own).exists():
                Attendance.objects.filter(invitation=guest).update(invitation=own)
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


NO_INVITATIONS = "wants no invitations"


# Mail to guests ---------------------------------------------------------------------------------


def mail_guests(
    *, kind: NoticeKind, meeting: Meeting, params: dict[str, Any], due_at: dt.datetime | None = None
) -> None:
    """Mail what happened to the guests of a meeting who did not say no.

    With `due_at` it is a reminder: once per start of the meeting, and not for who was invited after it was due.
    """
    if kind.name not in HEARD:
        return
    expected = MeetingInvitation.objects.expected().filter(meeting=meeting)
    guests = expected.filter(member__isnull=True, guest_email__gt="")
    if due_at is not None:
        guests = guests.filter(waiting_since__isnull=True, invited_at__lte=due_at)
        guests = guests.exclude(answer=MeetingInvitation.Answer.NONE)
    for guest in guests:
        guest.meeting = meeting
        mail_guest(kind=kind, guest=guest, params=params, moment=meeting.starts_at if due_at else None)


def mail_guest(
    *, kind: NoticeKind, guest: MeetingInvitation, params: dict[str, Any], moment: dt.datetime | None = None
) -> None:
    """Plan one mail: once per state of the meeting, or once per `moment` for what can happen more often."""
    state = f"{moment.timestamp():.3f}" if moment else str(guest.meeting.sequence)
    plan_mails(
        [
            Delivery(
                key=f"guest:{guest.public_id}:{kind.name}:{state}",
                kind=GUEST_MAIL,
                address=guest.guest_email,
                params={**params, "notice_kind": kind.name, "invitation": guest.public_id},
            )
        ]
    )


def compose_for_guest(delivery: Delivery) -> Composed | str:
    """The mail to a guest, or why it is not needed any more: the same facts as members get, with links to answer."""
    related = ("meeting__group", "meeting__partnership", "meeting__host_site")
    found = MeetingInvitation.objects.standing().select_related(*related)
    guest = found.filter(public_id=delivery.params["invitation"], member__isnull=True).first()
    if guest is None:
        return "not invited any more"
    if guest.answer == MeetingInvitation.Answer.NO:
        return "said no"
    kind, meeting = delivery.params["notice_kind"], guest.meeting
    cancelled = kind == notices.MEETING_CANCELLED.name
    if cancelled != (meeting.status == Meeting.Status.CANCELLED):
        return "the meeting was cancelled" if not cancelled else "the meeting takes place after all"
    if not cancelled and (reason := notices.stale_start(_Told(delivery.params), meeting)):  # type: ignore[arg-type]
        return reason
    with translation.override(delivery.language):
        context = _context(kind, guest, delivery.params)
        subject, text, html = render_mail("mail/guest", context, delivery.language)
    method = HEARD[kind]
    attached = (
        (invitation_attachment(meeting, to_name=guest.guest_name, to_address=guest.guest_email, method=method),)
        if method
        else ()
    )
    return Composed(subject, text, html, attachments=attached, unsubscribe=context["stop_url"])


class _Told:
    """What `stale_start` reads of a notice."""

    def __init__(self, params: dict[str, Any]) -> None:
        self.params = params


def _context(kind: str, guest: MeetingInvitation, params: dict[str, Any]) -> dict[str, Any]:
    words = {"group": params["group"], "date": notices._day(params), "title": params["title"]}
    subjects = {
        notices.MEETING_MOVED.name: _("Moved: %(group)s – %(date)s"),
        notices.MEETING_CHANGED.name: _("Changed: %(group)s – %(date)s"),
        notices.MEETING_CANCELLED.name: _("Cancelled: %(group)s – %(date)s"),
        notices.MEETING_REINSTATED.name: _("It takes place after all: %(group)s – %(date)s"),
        notices.SEAT_FREE.name: _("There is a place for you: %(group)s – %(date)s"),
        notices.REMINDER_TOMORROW.name: (
            _("Tomorrow: %(group)s") if notices.is_tomorrow(params) else _("Almost there: %(group)s, %(date)s")
        ),
    }
    labels = notices.answer_labels()
    (_label, url), *rest = answer_links(guest, labels)
    return {
        "subject": subjects.get(kind, _("Invitation: %(group)s – %(date)s")) % words,
        "name": guest.guest_name,
        "group": params["group"],
        "title": params["title"],
        "facts": notices.facts_of(guest.meeting),
        "reason": params.get("reason", ""),
        "button": labels["ja"],
        "url": url,
        "links": rest,
        "asks": kind != notices.MEETING_CANCELLED.name,
        "stop_url": url.partition("?")[0] + "geen-mail/",
    }


register_composer(GUEST_MAIL, compose_for_guest)
