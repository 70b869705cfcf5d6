"""What people hear of a session. Never a picture, and nothing of what is to be seen."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register
from lesson_study.video.models import VideoSession

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.utils.functional import _StrPromise

    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.events.models import Notice

WHY = gettext_lazy("You take part in this session of looking together.")


def stale_when_out(notice: Notice) -> str:
    rows = VideoSession.objects.visible_to(notice.member)
    return "" if rows.filter(public_id=notice.params.get("session", "")).exists() else "not in this session any more"


def _mail(subject: str, lines: list[str], button: str, notice: Notice) -> NoticeMail:
    words = notice.params
    return NoticeMail(
        subject=subject % words, lines=[line % words for line in lines], button=button, url=absolute_url(notice.url)
    )


def _asked_adult(notice: Notice) -> NoticeMail:
    lines = [
        _("%(name)s was filmed at «%(title)s», and you can be recognised in it."),
        _("Do you agree that others look? You choose who. No is an answer too. You may change it without saying why."),
    ]
    return _mail(_("You can be recognised in a film: do you agree?"), lines, _("Say what you want"), notice)


def _asked_viewer(notice: Notice) -> NoticeMail:
    lines = [
        _("%(name)s asks you to look along at an ordinary moment: «%(title)s»."),
        _("We look for what goes well. Read the ground rules first; they are short."),
    ]
    return _mail(_("Will you look along? (%(group)s)"), lines, _("Look at the session"), notice)


def _to_clear(notice: Notice) -> NoticeMail:
    lines = [
        _("Parents took back their consent for a film of «%(title)s». All fragments are out of sight."),
        _("Look within two days whether their child is in it, fragment by fragment. What is not looked at is erased."),
    ]
    return _mail(_("Look whether a pupil is in a fragment"), lines, _("Look at the fragments"), notice)


def _kind(name: str, text: Any, label: _StrPromise, **more: Any) -> NoticeKind:
    values = {"why": WHY, "section": Section.GROUPS, "icon": "film", "stale": stale_when_out, **more}
    return register(NoticeKind(name=f"lesson_study.{name}", text=text, label=label, **values))


ADULT_ASKED = _kind(
    "video_adult_asked",
    lambda p: _("You can be recognised in a film of «%(title)s». Do you agree that others look?") % p,
    gettext_lazy("I can be recognised in a film"),
    default=Channel.NOW,
    mail=_asked_adult,
)
VIEWER_ASKED = _kind(
    "video_viewer_asked",
    lambda p: _("%(name)s asks you to look along at an ordinary moment: «%(title)s».") % p,
    gettext_lazy("Somebody asks me to look along"),
    default=Channel.NOW,
    mail=_asked_viewer,
)
TO_CLEAR = _kind(
    "video_to_clear",
    lambda p: (
        _("Parents took consent back. Look within two days whether their child is in a fragment of «%(title)s».") % p
    ),
    gettext_lazy("I have to look whether a pupil is in a film"),
    default=Channel.NOW,
    mail=_to_clear,
)
FILM_HIDDEN = _kind(
    "video_hidden",
    lambda p: _("A fragment of «%(title)s» is not shown any more.") % p,
    gettext_lazy("A fragment that I could see is not shown any more"),
    default=Channel.WEEKLY.value,
)
FILM_MADE = _kind(
    "video_made",
    lambda p: _("A film of «%(title)s» is ready. Watch it through before others do.") % p,
    gettext_lazy("A film of mine is ready"),
    default=Channel.NOW,
)
FILM_FAILED = _kind(
    "video_failed",
    lambda p: _("A film of «%(title)s» could not be made. The page says why.") % p,
    gettext_lazy("A film of mine could not be made"),
    default=Channel.NOW,
)


def tell(
    kind: NoticeKind,
    session: VideoSession,
    people: Iterable[Member],
    *,
    by: Member | None,
    at: dt.datetime,
    what: str = "",
) -> None:
    """`what` sets one time apart from another. Nothing is told of what is to be seen but the name of the moment."""
    notify(
        kind,
        to=list(people),
        key=f"{kind.name}:{session.public_id}:{what}",
        url=session.get_absolute_url(),
        by=by,
        group_key=session.group.slug,
        at=at,
        session=session.public_id,
        title=session.title,
        group=session.group.name,
        name=by.get_full_name() if by is not None else "",
    )
