"""Who hears of a round, once. Who did not take part is asked again; of what anybody said nothing here knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from knowledge_network.insight.surveys import notices
from knowledge_network.insight.surveys.models import Wave
from knowledge_network.insight.surveys.queries import coordinators, list_asked, privacy_contacts
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.notifications.events.registry import NoticeKind


def _tell(
    kind: NoticeKind, wave: Wave, people: Iterable[Member], *, by: Member | None = None, at: dt.datetime | None = None
) -> None:
    group = wave.group.slug if wave.group is not None else ""
    notify(
        kind,
        to=people,
        key=f"{kind.name}:{wave.public_id}",
        url=wave.get_absolute_url(),
        by=by,
        group_key=group,
        at=at,
        **notices.choose_words(wave),
    )


def tell_proposed(wave: Wave, *, by: Member) -> None:
    _tell(notices.PROPOSED, wave, coordinators(), by=by)


def tell_opened(wave: Wave, people: Iterable[Member], *, by: Member, at: dt.datetime | None = None) -> None:
    _tell(notices.OPENED, wave, people, by=by, at=at)


def remind(wave: Wave, people: Iterable[Member], *, at: dt.datetime) -> None:
    """Once a round."""
    _tell(notices.WAITS, wave, people, at=at)


def tell_closed(wave: Wave, *, by: Member | None, at: dt.datetime | None = None) -> None:
    """Who guards it may release it; without answers enough, who is asked hears that nothing is told."""
    if wave.is_enough:
        _tell(notices.TO_RELEASE, wave, [one for one in privacy_contacts() if one.pk != wave.opened_by_id], at=at)
        return
    _tell(notices.TOO_FEW, wave, list_asked(wave), by=by, at=at)


def tell_published(wave: Wave, *, by: Member, at: dt.datetime | None = None) -> None:
    _tell(notices.PUBLISHED, wave, list_asked(wave), by=by, at=at)


def forget_asking(wave: Wave) -> None:
    """Nobody can take part any more."""
    forget_notices(keys=[f"{kind.name}:{wave.public_id}" for kind in (notices.OPENED, notices.WAITS)])


def forget_release(wave: Wave) -> None:
    forget_notices(keys=[f"{notices.TO_RELEASE.name}:{wave.public_id}"])
