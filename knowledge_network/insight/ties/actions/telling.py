"""Who hears of a round, once. Of what anybody said nothing here knows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.urls import reverse

from knowledge_network.insight.ties import notices
from knowledge_network.insight.ties.models import NetworkRound
from knowledge_network.insight.ties.queries import find_privacy_contacts, find_role_holders, list_asked
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.actions import forget_notices, notify
from knowledge_network.notifications.events.registry import NoticeKind


def _tell(
    kind: NoticeKind,
    network_round: NetworkRound,
    people: Iterable[Member],
    *,
    url: str = "",
    by: Member | None = None,
    at: dt.datetime | None = None,
) -> None:
    notify(
        kind,
        to=people,
        key=f"{kind.name}:{network_round.public_id}",
        url=url or network_round.get_absolute_url(),
        by=by,
        at=at,
        **notices.choose_words(network_round),
    )


def _find_door(network_round: NetworkRound) -> str:
    return reverse("insight:tie_join", args=[network_round.public_id])


def tell_opened(
    network_round: NetworkRound, people: Iterable[Member], *, by: Member, at: dt.datetime | None = None
) -> None:
    _tell(notices.OPENED, network_round, people, url=_find_door(network_round), by=by, at=at)


def remind(network_round: NetworkRound, people: Iterable[Member], *, at: dt.datetime) -> None:
    """Once a round."""
    _tell(notices.WAITS, network_round, people, url=_find_door(network_round), at=at)


def tell_counted(network_round: NetworkRound, *, at: dt.datetime | None = None) -> None:
    """Who guards it may release it; without answers enough, who runs the network hears that there is nothing."""
    if network_round.is_enough:
        guards = [one for one in find_privacy_contacts() if one.pk != network_round.opened_by_id]
        _tell(notices.TO_RELEASE, network_round, guards, at=at)
        return
    _tell(notices.TOO_FEW, network_round, find_role_holders(NetworkRoleKind.COORDINATING), at=at)


def tell_published(network_round: NetworkRound, *, by: Member, at: dt.datetime | None = None) -> None:
    _tell(notices.PUBLISHED, network_round, list_asked(network_round), by=by, at=at)


def forget_asking(network_round: NetworkRound) -> None:
    """Nobody can take part any more."""
    kinds = (notices.OPENED, notices.WAITS)
    forget_notices(keys=[f"{kind.name}:{network_round.public_id}" for kind in kinds])


def forget_release(network_round: NetworkRound) -> None:
    forget_notices(keys=[f"{notices.TO_RELEASE.name}:{network_round.public_id}"])
