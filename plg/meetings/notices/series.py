"""What people are told about a series of meetings: once for all of them, not once for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.registry import Attachment, NoticeMail, Urgency
from plg.meetings.calendars import CANCEL, REQUEST, invitation_attachment
from plg.meetings.enums import MeetingStatus
from plg.meetings.models import Meeting, MeetingInvitation, MeetingSeries
from plg.meetings.notices.meetings import kind

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice

MOST_FILES = 20


def stale_series(notice: Notice) -> str:
    """None of its meetings is still to come, or its reader is expected at none of them."""
    coming = Meeting.objects.filter(series__public_id=notice.params.get("series", ""), starts_at__gt=timezone.now())
    if not coming.filter(status__in=MeetingStatus.TAKES_PLACE).exists():
        return "the meeting was cancelled" if coming.exists() else "the meeting began already"
    expected = MeetingInvitation.objects.expected().filter(member=notice.member_id, meeting__in=coming)
    return "" if expected.exists() else "not invited any more"


def stale_for_cancelled_series(notice: Notice) -> str:
    rows = Meeting.objects.filter(series__public_id=notice.params.get("series", ""), status=MeetingStatus.CANCELLED)
    return "" if rows.exists() else "the meeting takes place after all"


def _invited_to_series(notice: Notice) -> NoticeMail:
    """As it is now: what was called off or moved since the series was planned is no news for who reads it now."""
    coming = Meeting.objects.filter(series__public_id=notice.params["series"], status__in=MeetingStatus.TAKES_PLACE)
    starts = list(coming.filter(starts_at__gt=timezone.now()).order_by("starts_at").values_list("starts_at", flat=True))
    words = {"group": notice.params["group"], "title": notice.params["title"], "count": len(starts)}
    return NoticeMail(
        subject=_("Invitation: %(count)s meetings of %(group)s") % words,
        lines=[
            _("«%(group)s» meets %(count)s times. It stands in your agenda; say per meeting whether you come.") % words,
            "\n".join(nice_date(timezone.localdate(start)) for start in starts),
        ],
        button=_("Look at the meetings"),
        url=absolute_url(notice.url),
        attachments=files_of_series(notice, REQUEST),
    )


def files_of_series(notice: Notice, method: str) -> tuple[Attachment, ...]:
    """A calendar file for each meeting of the series that is still to come."""
    wanted = (MeetingStatus.CANCELLED,) if method == CANCEL else MeetingStatus.TAKES_PLACE
    rows = Meeting.objects.filter(series__public_id=notice.params.get("series", ""), status__in=wanted)
    rows = rows.filter(starts_at__gt=timezone.now()).select_related("group", "partnership", "host_site")
    meetings = list(rows.order_by("starts_at")[:MOST_FILES])
    own = {row.meeting_id: row for row in MeetingInvitation.objects.filter(meeting__in=meetings, member=notice.member)}
    files = []
    for meeting in meetings:
        invitation = own.get(meeting.pk) or MeetingInvitation()
        invitation.meeting, invitation.member = meeting, notice.member
        files.append(invitation_attachment(invitation, method=method))
    return tuple(files)


def _series_changed(notice: Notice) -> NoticeMail:
    words = {"group": notice.params["group"], "title": notice.params["title"], "count": notice.params["count"]}
    return NoticeMail(
        subject=_("Changed: %(count)s meetings of %(group)s") % words,
        lines=[
            _("%(count)s meetings of «%(title)s» have another time or place. Say again whether you come.") % words,
            str(notice.params["days"]),
        ],
        button=_("Look at the meetings"),
        url=absolute_url(notice.url),
        attachments=files_of_series(notice, REQUEST),
    )


def _series_cancelled(notice: Notice) -> NoticeMail:
    words = {"group": notice.params["group"], "count": notice.params["count"], "reason": notice.params["reason"]}
    return NoticeMail(
        subject=_("Cancelled: %(count)s meetings of %(group)s") % words,
        lines=[_("These meetings do not take place. The reason: %(reason)s") % words, str(notice.params["days"])],
        button=_("Look at the meetings"),
        url=absolute_url(notice.url),
        attachments=files_of_series(notice, CANCEL),
    )


def _series_reinstated(notice: Notice) -> NoticeMail:
    words = {"group": notice.params["group"], "count": notice.params["count"]}
    return NoticeMail(
        subject=_("They take place after all: %(count)s meetings of %(group)s") % words,
        lines=[_("These meetings were cancelled, and take place after all."), str(notice.params["days"])],
        button=_("Look at the meetings"),
        url=absolute_url(notice.url),
        attachments=files_of_series(notice, REQUEST),
    )


INVITED_TO_SERIES = kind(
    "series_planned",
    lambda p: _("«%(group)s» planned %(count)s meetings: %(title)s.") % p,
    gettext_lazy("I am invited to a series of meetings"),
    icon="calendar-plus",
    urgency=Urgency.PROMPT,
    mail=_invited_to_series,
    stale=stale_series,
)
SERIES_CHANGED = kind(
    "series_changed",
    lambda p: _("%(count)s meetings of «%(group)s» have another time or place: %(title)s.") % p,
    gettext_lazy("A series of meetings changes"),
    urgency=Urgency.URGENT,
    mail=_series_changed,
    stale=stale_series,
)
SERIES_CANCELLED = kind(
    "series_cancelled",
    lambda p: _("%(count)s meetings of «%(group)s» do not take place: %(title)s.") % p,
    gettext_lazy("A series of meetings is cancelled"),
    icon="ban",
    urgency=Urgency.URGENT,
    mail=_series_cancelled,
    stale=stale_for_cancelled_series,
)
SERIES_REINSTATED = kind(
    "series_reinstated",
    lambda p: _("%(count)s meetings of «%(group)s» take place after all: %(title)s.") % p,
    gettext_lazy("A cancelled series of meetings takes place after all"),
    icon="calendar-check",
    urgency=Urgency.URGENT,
    mail=_series_reinstated,
    stale=stale_series,
)

NEWS = (INVITED_TO_SERIES, SERIES_CHANGED, SERIES_REINSTATED)


def list_keys(series: MeetingSeries | None) -> list[str]:
    """Beginnings of the keys of what people were told of this series, as of a single meeting; none without one."""
    return [f"{kind.name}:{series.public_id}" for kind in NEWS] if series is not None else []
