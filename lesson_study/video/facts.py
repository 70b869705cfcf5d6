"""What the decision about a film needs, read from the rows: for all fragments of a session in six queries at most."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from knowledge_network.members.organisations.enums import OrganisationKind
from knowledge_network.members.people.models import Appointment, Member
from lesson_study.video.enums import Audience, Missing, ReadinessItem
from lesson_study.video.models import (
    Clearance,
    Clip,
    ClipVeto,
    ConsentRecord,
    FilmedAdult,
    PupilWithdrawal,
    SessionViewer,
    VideoSession,
)
from lesson_study.video.rules import (
    AdultConsent,
    FilmFacts,
    ParentsConsent,
    list_missing,
    may_look_beforehand,
    tell_audience,
)
from plg.groups.models import GroupMembership


def read_parents(session: VideoSession) -> tuple[ParentsConsent, ...]:
    return tuple(
        ParentsConsent(
            audiences=frozenset(row.audiences),
            valid_until=row.valid_until,
            covers_all=row.covers_all,
            is_withdrawn=row.withdrawn_at is not None,
            only_covered=row.only_covered,
        )
        for row in ConsentRecord.objects.filter(session=session)
    )


def read_adults(session: VideoSession) -> tuple[AdultConsent, ...]:
    return tuple(
        AdultConsent(
            frozenset(row.audiences), row.agreed_at is not None, row.withdrawn_at is not None, row.only_covered
        )
        for row in FilmedAdult.objects.filter(session=session)
    )


def wants_cover(session: VideoSession) -> bool:
    """Somebody who is in view said: only when faces are blurred."""
    rows = (ConsentRecord.objects.filter(session=session), FilmedAdult.objects.filter(session=session))
    return any(found.filter(only_covered=True).exists() for found in rows)


def is_ready(session: VideoSession) -> bool:
    """All five points of the list stand."""
    return session.checks.count() == len(ReadinessItem)


def read_facts(session: VideoSession, clips: Iterable[Clip]) -> dict[int, FilmFacts]:
    """The facts of each fragment by its number. Six queries, however many there are."""
    rows = list(clips)
    parents, adults, ready = read_parents(session), read_adults(session), is_ready(session)
    vetoed = set(ClipVeto.objects.filter(clip__in=[clip.pk for clip in rows]).values_list("clip_id", flat=True))
    held = find_held(session, rows)
    return {
        clip.pk: FilmFacts(
            is_ready=ready,
            parents=parents,
            adults=adults,
            has_veto=clip.pk in vetoed,
            is_held=clip.pk in held,
            ends_on=clip.ends_on,
            shared_with=frozenset(clip.audiences),
            film=clip.film,
            cover=clip.cover,
        )
        for clip in rows
    }


def find_held(session: VideoSession, clips: Iterable[Clip]) -> set[int]:
    """Fragments that wait until who was filmed and the checker both said that a pupil is not in them. Two queries."""
    asked = set(PupilWithdrawal.objects.filter(session=session).values_list("pk", flat=True))
    if not asked:
        return set()
    said: dict[int, set[tuple[int, bool]]] = defaultdict(set)
    for row in Clearance.objects.filter(withdrawal__session=session):
        said[row.clip_id].add((row.withdrawal_id, row.as_owner))
    wanted = {(one, as_owner) for one in asked for as_owner in (True, False)}
    return {clip.pk for clip in clips if not wanted <= said[clip.pk]}


def find_audience(session: VideoSession, member: Member) -> Audience | None:
    """Who this person is to the session; None for who is not on the list. Three queries."""
    if not SessionViewer.objects.filter(session=session, member=member).exists():
        return None
    return find_relation(session, member)


def find_relation(session: VideoSession, member: Member) -> Audience:
    places = list(
        Appointment.objects.current().filter(member=member).values_list("organisation_id", "organisation__kind")
    )
    memberships = GroupMembership.objects.current().participating()
    return tell_audience(
        works_here=any(pk == session.organisation_id for pk, _kind in places),
        is_in_group=memberships.filter(group=session.group_id, member=member).exists(),
        is_of_institute=any(kind == OrganisationKind.INSTITUTE for _pk, kind in places),
    )


def decides_about(session: VideoSession, member: Member) -> bool:
    """Who was filmed, every other adult in it, and who checks: they look before others do."""
    if member.pk in (session.owner_id, session.checker_id):
        return True
    return FilmedAdult.objects.filter(session=session, member=member).exists()


def find_missing(
    session: VideoSession, facts: FilmFacts, member: Member, *, audience: Audience | None, decides: bool, today: dt.date
) -> list[Missing]:
    """Why this person does not get this film now; empty when they do."""
    missing = list_missing(facts, audience, today)
    owns = member.pk == session.owner_id
    clears = owns or member.pk == session.checker_id
    if missing and decides and may_look_beforehand(facts, today, owns=owns, clears=clears):
        return []
    return missing


def find_missing_now(clip: Clip, member: Member, today: dt.date) -> list[Missing]:
    """The same for one fragment, at the address of its file: asked anew at each request."""
    session = clip.session
    facts = read_facts(session, [clip])[clip.pk]
    return find_missing(
        session,
        facts,
        member,
        audience=find_audience(session, member),
        decides=decides_about(session, member),
        today=today,
    )
