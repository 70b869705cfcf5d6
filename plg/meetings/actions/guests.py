"""Guests at a meeting: people without an account, invited by mail, who become members later perhaps."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.emails import render_mail
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.actions import forget_notices, notify
from knowledge_network.notifications.enums import DeliveryState
from knowledge_network.notifications.models import AddressTrouble, Delivery, Notice
from knowledge_network.notifications.outbox import Composed, cancel_mail, plan_mails, register_composer
from knowledge_network.notifications.registry import NoticeKind
from knowledge_network.notifications.unsubscribe import register_name
from plg.meetings.actions.answers import afresh, fill_seats
from plg.meetings.calendars import CANCEL, REQUEST, invitation_attachment
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.links import answer_links
from plg.meetings.models import Meeting, MeetingInvitation
from plg.meetings.notices import meetings as notices
from plg.meetings.signals import guest_merged

GUEST_MAIL = "guest.meeting"
TAKEN_BACK = "taken back"
# What is on its way cannot be called back.
# Longer than the ten seconds in which taking back an invitation can be undone.
UNDO = dt.timedelta(minutes=1)
# What a guest hears of; the rest is for who is in the group.
HEARD = {
    notices.INVITED_TO_MEETING.name: REQUEST,
    notices.MEETING_MOVED.name: REQUEST,
    notices.MEETING_CHANGED.name: REQUEST,
    notices.MEETING_REINSTATED.name: REQUEST,
    notices.MEETING_CANCELLED.name: CANCEL,
    notices.SEAT_FREE.name: REQUEST,
    notices.UNINVITED.name: CANCEL,
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
    """Take an invitation back; a seat that comes free goes to who waits longest.

    Who heard of the meeting and did not say no hears this too, with a file that takes it out of their calendar.
    """
    meeting, now = _locked(invitation.meeting_id), timezone.now()
    present = MeetingInvitation.objects.select_related("member").get(pk=invitation.pk)
    if present.withdrawn_at is not None:
        return
    MeetingInvitation.objects.filter(pk=invitation.pk).update(withdrawn_at=now, withdrawn_by=by, waiting_since=None)
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
    words = notices.words_of(invitation.meeting)
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
        withdrawn_at=None, withdrawn_by=None, answer=RsvpAnswer.NONE
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
        words = notices.words_of(guest.meeting)
        mail_guest(kind=notices.INVITED_TO_MEETING, guest=guest, params=words, moment=timezone.now())


def _tell_again(invitation: MeetingInvitation, member: Member, *, by: Member) -> None:
    farewell = f"{notices.UNINVITED.name}:{invitation.public_id}"
    last = Notice.objects.filter(member=member, key__startswith=f"{farewell}:", created_at__gte=invitation.withdrawn_at)
    heard = last.filter(Q(mailed_at__isnull=False) | Q(read_at__isnull=False)).exists()
    forget_notices(keys=[farewell])
    if heard:
        meeting = invitation.meeting
        notify(
            notices.INVITED_TO_MEETING,
            to=[member],
            key=f"plg.meeting_planned:{meeting.public_id}:{timezone.now().timestamp():.3f}",
            url=reverse("plg:meeting_detail", args=[meeting.public_id]),
            by=by,
            group_key=meeting.group.slug if meeting.group else "",
            **notices.words_of(meeting),
        )


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
        guests = guests.exclude(answer=RsvpAnswer.NONE)
    for guest in guests:
        guest.meeting = meeting
        mail_guest(kind=kind, guest=guest, params=params, moment=meeting.starts_at if due_at else None)


def mail_guest(
    *,
    kind: NoticeKind,
    guest: MeetingInvitation,
    params: dict[str, Any],
    moment: dt.datetime | None = None,
    due_at: dt.datetime | None = None,
) -> None:
    """Plan one mail: once per state of the meeting, or once per `moment` for what can happen more often."""
    state = f"{moment.timestamp():.3f}" if moment else str(guest.meeting.sequence)
    plan_mails(
        [
            Delivery(
                key=f"guest:{guest.public_id}:{kind.name}:{state}",
                kind=GUEST_MAIL,
                address=guest.guest_email,
                due_at=due_at or timezone.now(),
                params={**params, "notice_kind": kind.name, "invitation": guest.public_id},
            )
        ]
    )


def compose_for_guest(delivery: Delivery) -> Composed | str:
    """The mail to a guest, or why it is not needed any more: the same facts as members get, with links to answer."""
    related = ("meeting__group", "meeting__partnership", "meeting__host_site")
    found = MeetingInvitation.objects.select_related(*related)
    guest = found.filter(public_id=delivery.params["invitation"], member__isnull=True).first()
    if guest is None:
        return "not invited any more"
    if reason := _stale_for_guest(guest, delivery.params):
        return reason
    kind = delivery.params["notice_kind"]
    with translation.override(delivery.language):
        context = _context(kind, guest, delivery.params)
        subject, text, html = render_mail("mail/guest", context, delivery.language)
    method = HEARD[kind]
    attached = (
        (invitation_attachment(guest.meeting, to_name=guest.guest_name, to_address=guest.guest_email, method=method),)
        if method
        else ()
    )
    return Composed(subject, text, html, attachments=attached, unsubscribe=context["stop_url"])


def _stale_for_guest(guest: MeetingInvitation, params: dict[str, Any]) -> str:
    kind, meeting = params["notice_kind"], guest.meeting
    if (kind == notices.UNINVITED.name) != (guest.withdrawn_at is not None):
        return "not invited any more" if guest.withdrawn_at else "invited again"
    if guest.answer == RsvpAnswer.NO:
        return "said no"
    cancelled = kind == notices.MEETING_CANCELLED.name
    if cancelled != (meeting.status == MeetingStatus.CANCELLED):
        return "the meeting was cancelled" if not cancelled else "the meeting takes place after all"
    return "" if cancelled else notices.stale_start(_Told(params), meeting)  # type: ignore[arg-type]


class _Told:
    """What `stale_start` reads of a notice."""

    def __init__(self, params: dict[str, Any]) -> None:
        self.params = params


def _context(kind: str, guest: MeetingInvitation, params: dict[str, Any]) -> dict[str, Any]:
    words = {"group": params["group"], "date": notices._day(params), "title": params["title"]}
    words["reason"] = params.get("reason", "")
    subject, line = _said(kind, params)
    labels = notices.answer_labels()
    (_label, url), *rest = answer_links(guest, labels)
    return {
        "subject": subject % words,
        "name": guest.guest_name,
        "title": params["title"],
        "line": line % words,
        "facts": notices.facts_of(guest.meeting),
        "button": labels[RsvpAnswer.YES],
        "url": url,
        "links": rest,
        "asks": HEARD[kind] != CANCEL,
        "stop_url": url.partition("?")[0] + "geen-mail/",
    }


def _said(kind: str, params: dict[str, Any]) -> tuple[str, str]:
    """Subject and first line of what a guest hears."""
    tomorrow = _("Tomorrow: %(group)s") if notices.is_tomorrow(params) else _("Almost there: %(group)s, %(date)s")
    texts = {
        notices.MEETING_MOVED.name: (
            _("Moved: %(group)s – %(date)s"),
            _("«%(title)s» of %(group)s, where you are a guest, has another time. Can you come then?"),
        ),
        notices.MEETING_CHANGED.name: (
            _("Changed: %(group)s – %(date)s"),
            _("Something changed at «%(title)s» of %(group)s, where you are a guest. This is how it is now:"),
        ),
        notices.MEETING_CANCELLED.name: (
            _("Cancelled: %(group)s – %(date)s"),
            _("«%(title)s» of %(group)s does not take place. The reason: %(reason)s"),
        ),
        notices.UNINVITED.name: (
            _("Not invited any more: %(group)s – %(date)s"),
            notices.uninvited_line(),
        ),
        notices.MEETING_REINSTATED.name: (
            _("It takes place after all: %(group)s – %(date)s"),
            _("«%(title)s» of %(group)s was cancelled, and takes place after all. Are you coming?"),
        ),
        notices.SEAT_FREE.name: (
            _("There is a place for you: %(group)s – %(date)s"),
            _("You were on the waiting list of «%(title)s» of %(group)s. A place came free, and it is yours."),
        ),
        notices.REMINDER_TOMORROW.name: (
            tomorrow,
            _("We expect you as a guest at «%(title)s» of %(group)s. Something came up? Then say so here."),
        ),
    }
    invited = (
        _("Invitation: %(group)s – %(date)s"),
        _("%(group)s invites you as a guest to «%(title)s». Are you coming?"),
    )
    return texts.get(kind, invited)


register_composer(GUEST_MAIL, compose_for_guest)
register_name(GUEST_MAIL, lambda: _("mail to a guest of a meeting"))
