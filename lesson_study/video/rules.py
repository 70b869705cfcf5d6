"""Whether a film may be shown to somebody: decided here and nowhere else. And who may do what in a session.

Imports no model. Actions, pages and the address of the file ask `list_missing`; the database keeps the part of it that
needs no clock by triggers of its own (migration 0002).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

import rules

from lesson_study.video.enums import Audience, Cover, FilmState, Missing, SessionState
from plg.groups.rules import group_is_working, takes_part_in_group

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader
    from lesson_study.video.models import VideoSession


@dataclass(frozen=True)
class ParentsConsent:
    """What is known of the consents of one class: counts and audiences, never names."""

    audiences: frozenset[str]
    valid_until: dt.date
    covers_all: bool
    is_withdrawn: bool
    only_covered: bool = False


@dataclass(frozen=True)
class AdultConsent:
    audiences: frozenset[str]
    has_agreed: bool
    is_withdrawn: bool
    only_covered: bool = False


@dataclass(frozen=True)
class FilmFacts:
    """All that the decision about one fragment needs. `is_held`: a pupil's consent was taken back and not cleared."""

    is_ready: bool
    parents: tuple[ParentsConsent, ...]
    adults: tuple[AdultConsent, ...]
    has_veto: bool
    is_held: bool
    ends_on: dt.date
    shared_with: frozenset[str]
    film: str
    cover: str = Cover.NONE

    @property
    def wants_cover(self) -> bool:
        """Somebody who is in it said: only when faces are blurred."""
        return any(one.only_covered for one in self.parents) or any(one.only_covered for one in self.adults)


def list_missing(facts: FilmFacts, audience: str | None, today: dt.date) -> list[Missing]:
    """What keeps this film from somebody of `audience` (None: nobody who is listed). Empty: it is shown."""
    asked = [
        (Missing.NOT_LISTED, audience is None),
        (Missing.NOT_READY, not facts.is_ready),
        (Missing.NO_FILM, facts.film not in FilmState.HAS_FILM),
        (Missing.NOT_CHECKED, facts.film == FilmState.TO_CHECK and facts.cover != Cover.FACES),
        (Missing.NOT_SURE, facts.film == FilmState.TO_CHECK and facts.cover == Cover.FACES),
        (Missing.UNCOVERED, facts.cover == Cover.NONE and facts.wants_cover),
        (Missing.VETO, facts.has_veto),
        (Missing.HELD, facts.is_held),
        (Missing.OVER, facts.ends_on < today),
        *_ask_parents(facts.parents, audience, today),
        *_ask_adults(facts.adults, audience),
        (Missing.NOT_SHARED, audience is not None and audience not in facts.shared_with),
    ]
    return [missing for missing, is_missing in asked if is_missing]


def _ask_parents(
    consents: tuple[ParentsConsent, ...], audience: str | None, today: dt.date
) -> list[tuple[Missing, bool]]:
    return [
        (Missing.NO_CONSENT, not consents),
        (Missing.NOT_COVERED, any(not one.covers_all for one in consents)),
        (Missing.EXPIRED, any(one.valid_until < today for one in consents)),
        (Missing.WITHDRAWN, any(one.is_withdrawn for one in consents)),
        (Missing.NARROW, audience is not None and any(audience not in one.audiences for one in consents)),
    ]


def _ask_adults(adults: tuple[AdultConsent, ...], audience: str | None) -> list[tuple[Missing, bool]]:
    """At least one adult is in it: who was filmed."""
    agreed = [one for one in adults if one.has_agreed]
    return [
        (Missing.ADULT_WAITS, len(agreed) < max(len(adults), 1)),
        (Missing.WITHDRAWN, any(one.is_withdrawn for one in adults)),
        (Missing.ADULT_NARROW, audience is not None and any(audience not in one.audiences for one in agreed)),
    ]


def may_be_served(facts: FilmFacts, audience: str | None, today: dt.date) -> bool:
    """Whether somebody of `audience`, who is on the list, gets the film now."""
    return not list_missing(facts, audience, today)


def may_look_beforehand(facts: FilmFacts, today: dt.date, *, owns: bool = False, clears: bool = False) -> bool:
    """Who is in it and the checker look before others do; at what a program blurred, who was filmed (`owns`) first.

    `clears`: who has to say whether a pupil is in it.
    """
    stops = set(list_missing(facts, None, today)) - Missing.OPEN_BEFOREHAND
    if owns:
        stops -= Missing.OPEN_TO_OWNER
    return not (stops - {Missing.HELD} if clears else stops)


def may_take_film(*, is_ready: bool, state: str, parents: tuple[ParentsConsent, ...], today: dt.date) -> list[Missing]:
    """What has to be there before a film comes in; empty when it may."""
    asked = [
        (Missing.NOT_READY, not is_ready),
        (Missing.NOT_FILMED, is_ready and state not in SessionState.TAKES_FILM),
        *((missing, is_so) for missing, is_so in _ask_parents(parents, None, today)),
    ]
    return [missing for missing, is_missing in asked if is_missing]


def tell_audience(*, works_here: bool, is_in_group: bool, is_of_institute: bool) -> Audience:
    """Who somebody is to this session. Being in the group makes nobody a colleague of the school."""
    if works_here:
        return Audience.TEAM if is_in_group else Audience.SCHOOL
    return Audience.INSTITUTE if is_of_institute else Audience.PARTNERS


# What people may do -------------------------------------------------------------------------------


@rules.predicate
def owns_session(member: Reader, session: VideoSession | None) -> bool:
    """Who was filmed."""
    return session is not None and session.owner_id is not None and session.owner_id == member.pk


@rules.predicate
def checks_session(member: Reader, session: VideoSession | None) -> bool:
    return session is not None and session.checker_id is not None and session.checker_id == member.pk


@rules.predicate
def leads_talk(member: Reader, session: VideoSession | None) -> bool:
    """Who leads; anybody of the circle when nobody does."""
    return session is not None and session.leader_id in (member.pk, None)


rules.add_perm("lesson_study.start_video", takes_part_in_group & group_is_working)
# Who sees a session may read it; who sees one stands in its QuerySet.
rules.add_perm("lesson_study.read_video", rules.is_authenticated)
rules.add_perm("lesson_study.own_video", owns_session)
rules.add_perm("lesson_study.check_video", owns_session | checks_session)
# Who looks along from the school is not in the group, and writes nothing on its list.
rules.add_perm("lesson_study.act_on_insight", takes_part_in_group & group_is_working)
rules.add_perm("lesson_study.lead_video", leads_talk | owns_session)
