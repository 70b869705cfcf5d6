"""Mail to guests of a meeting, who hear by mail alone what members find in the bell as well."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from knowledge_network.kit.emails import render_mail
from knowledge_network.notifications.events.mails import MANY, SECOND_THOUGHTS
from knowledge_network.notifications.events.registry import NoticeKind, Params
from knowledge_network.notifications.outbox import Composed, cancel_mail, plan_mails, register_composer
from knowledge_network.notifications.outbox.enums import DeliveryState
from knowledge_network.notifications.outbox.kinds import register_name
from knowledge_network.notifications.outbox.models import Delivery
from plg.meetings.calendars import CANCEL, REQUEST, invitation_attachment
from plg.meetings.enums import MeetingStatus, RsvpAnswer
from plg.meetings.links import answer_links, stop_address
from plg.meetings.models import Meeting, MeetingInvitation
from plg.meetings.notices import meetings as notices
from plg.meetings.notices.standing import stale_start

GUEST_MAIL = "guest.meeting"
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


def mail_guests(
    *, kind: NoticeKind, meeting: Meeting, params: Mapping[str, object], due_at: dt.datetime | None = None
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


def mail_news(*, kind: NoticeKind, meeting: Meeting, params: Mapping[str, object], takes_back: bool = False) -> None:
    """Mail what happened to a planned meeting to its guests, as members hear it: no news for whom nothing left yet.

    What `takes_back` the change before is no news for whom the mail about that has not left.
    """
    rows = MeetingInvitation.objects.expected().filter(meeting=meeting, member__isnull=True, guest_email__gt="")
    due_at = _find_moment(meeting, params) if rows.exists() else None
    for guest in rows:
        guest.meeting = meeting
        said = kind
        if not _was_mailed(guest):
            if kind is notices.MEETING_CHANGED:
                continue  # stands in the invitation that waits
            cancel_mail(key_prefix=f"guest:{guest.public_id}:", reason="taken back")
            if kind is notices.MEETING_CANCELLED:
                continue
            said = notices.INVITED_TO_MEETING
        elif takes_back and _cancel_unsent(guest):
            continue
        mail_guest(kind=said, guest=guest, params=params, due_at=due_at)


def _find_moment(meeting: Meeting, params: Mapping[str, object]) -> dt.datetime:
    """When mail to guests leaves: with that to members, which waits for second thoughts when it goes to very many."""
    now = timezone.now()
    waits = meeting.invitations.expected().count() > MANY and not notices.begins_soon(dict(params), now)
    return now + SECOND_THOUGHTS if waits else now


def _cancel_unsent(guest: MeetingInvitation) -> bool:
    """Whether mail about the state before was still to go; then it stays in."""
    kinds = (notices.MEETING_MOVED, notices.MEETING_CHANGED)
    former = guest.meeting.sequence - 1
    return any(
        cancel_mail(key_prefix=f"guest:{guest.public_id}:{kind.name}:{former}", reason="taken back") for kind in kinds
    )


def _was_mailed(guest: MeetingInvitation) -> bool:
    mails = Delivery.objects.filter(key__startswith=f"guest:{guest.public_id}:")
    return mails.filter(state__in=DeliveryState.HANDED_OVER).exists()


def mail_guest(
    *,
    kind: NoticeKind,
    guest: MeetingInvitation,
    params: Mapping[str, object],
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
    attached = (invitation_attachment(guest, method=method),) if method else ()
    return Composed(subject, text, html, attachments=attached, unsubscribe=context["stop_url"])


def _stale_for_guest(guest: MeetingInvitation, params: Params) -> str:
    kind, meeting = params["notice_kind"], guest.meeting
    if (kind == notices.UNINVITED.name) != (guest.withdrawn_at is not None):
        return "not invited any more" if guest.withdrawn_at else "invited again"
    if guest.answer == RsvpAnswer.NO:
        return "said no"
    cancelled = kind == notices.MEETING_CANCELLED.name
    if cancelled != (meeting.status == MeetingStatus.CANCELLED):
        return "the meeting was cancelled" if not cancelled else "the meeting takes place after all"
    return "" if cancelled else stale_start(_Told(params), meeting)  # type: ignore[arg-type]


class _Told:
    """What `stale_start` reads of a notice."""

    def __init__(self, params: Params) -> None:
        self.params = params


def _context(kind: str, guest: MeetingInvitation, params: Params) -> dict[str, Any]:
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
        "facts": notices.describe_meeting(guest.meeting),
        "button": labels[RsvpAnswer.YES],
        "url": url,
        "links": rest,
        "asks": HEARD[kind] != CANCEL,
        "stop_url": stop_address(guest),
    }


def _said(kind: str, params: Params) -> tuple[str, str]:
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
