"""A session: beginning it, its list of five, its people, and its way from an idea to insights."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from lesson_study.video import notices
from lesson_study.video.actions.hiding import lock_session, record
from lesson_study.video.enums import ReadinessItem, SessionState
from lesson_study.video.facts import is_ready
from lesson_study.video.models import FilmedAdult, SessionViewer, VideoSession
from lesson_study.video.models.film import FEWEST_CLIPS, MOST_CLIPS
from lesson_study.video.queries import find_people_to_ask, list_viewers
from lesson_study.video.words import PROMPTS
from plg.groups.models import Group, GroupMembership

OVER = _("The films of this session are erased. Begin a new one.")


def start_session(
    *,
    group: Group,
    by: Member,
    organisation: Organisation,
    title: str,
    focus: str = "",
    idempotency_key: str = "",
    at: dt.datetime | None = None,
) -> VideoSession:
    """Who begins it is who is filmed, and the first adult who has to agree. The same key gives the same session."""
    now = at or timezone.now()
    key = f"{by.pk}:{idempotency_key}" if idempotency_key else None
    if not GroupMembership.objects.current().participating().filter(group=group, member=by).exists():
        raise RefusedError(_("Choose a group in which you take part."))
    try:
        with transaction.atomic():
            session = VideoSession.objects.create(
                group=group, organisation=organisation, title=title, focus=focus, owner=by, made_at=now,
                idempotency_key=key,
            )  # fmt: skip
            FilmedAdult.objects.create(session=session, member=by, asked_at=now)
            record("started", session, by)
    except IntegrityError:
        known = VideoSession.objects.filter(idempotency_key=key).first() if key else None
        if known is None:
            raise
        return known
    return session


def hold_open(session: VideoSession) -> VideoSession:
    """The session, as long as its films are not erased."""
    locked = lock_session(session)
    if locked.is_erased:
        raise RefusedError(OVER)
    return locked


@transaction.atomic
def change_session(*, session: VideoSession, by: Member, title: str, focus: str) -> VideoSession:
    locked = hold_open(session)
    locked.title, locked.focus = title, focus
    locked.save(update_fields=["title", "focus"])
    record("changed", locked, by)
    return locked


@transaction.atomic
def check_items(*, session: VideoSession, by: Member, items: Sequence[str], at: dt.datetime | None = None) -> None:
    """Which of the five stand. With all of them an idea is agreed on; without one of them no film is shown."""
    now = at or timezone.now()
    locked = hold_open(session)
    known = set(locked.checks.values_list("item", flat=True))
    wanted = set(items) & set(ReadinessItem.values)
    locked.checks.filter(item__in=known - wanted).delete()
    for item in sorted(wanted - known):
        locked.checks.create(item=item, checked_by=by, checked_at=now)
    if locked.state in {SessionState.IDEA, SessionState.AGREED}:
        locked.state = SessionState.AGREED if is_ready(locked) else SessionState.IDEA
        locked.save(update_fields=["state"])
    if known != wanted:
        record("agreed_on", locked, by, points=len(wanted))


@transaction.atomic
def choose_people(
    *,
    session: VideoSession,
    by: Member,
    viewers: Sequence[Member],
    checker: Member | None,
    leader: Member | None,
    at: dt.datetime | None = None,
    tells: bool = True,
) -> None:
    """Who looks along, who checks beside who was filmed, and who leads the talk. Who is new is asked."""
    now = at or timezone.now()
    locked = hold_open(session)
    asked = [*viewers, *(person for person in (checker, leader) if person is not None)]
    keys = [person.pk for person in asked]
    offered = set(find_people_to_ask(locked).filter(pk__in=keys).values_list("pk", flat=True))
    kept = {*locked.viewers.values_list("member", flat=True), locked.checker_id, locked.leader_id, locked.owner_id}
    if any(person.pk not in offered | kept for person in asked):
        raise RefusedError(_("Choose people of the group or of the school."))
    if checker is not None and checker.pk == locked.owner_id:
        raise RefusedError(_("Who checks is somebody else than who was filmed."))
    before = {person.pk for person in list_viewers(locked)}
    locked.viewers.exclude(member__in=viewers).delete()
    new = [person for person in dict.fromkeys(viewers) if person.pk not in before]
    SessionViewer.objects.bulk_create(SessionViewer(session=locked, member=one, added_at=now) for one in new)
    locked.checker, locked.leader = checker, leader
    locked.save(update_fields=["checker", "leader"])
    record("people_chosen", locked, by, count=len(viewers))
    if tells:
        notices.tell(notices.VIEWER_ASKED, locked, new, by=by, at=now)


@transaction.atomic
def note_filming(*, session: VideoSession, by: Member, filmed_on: dt.date, school_link: str = "") -> None:
    """That was filmed, on which day, and where the school keeps it when it does not come in here."""
    locked = hold_open(session)
    if locked.state == SessionState.IDEA or not is_ready(locked):
        raise RefusedError(_("First the five points of the list: then you film."))
    locked.filmed_on, locked.school_link = filmed_on, school_link
    if locked.state == SessionState.AGREED:
        locked.state = SessionState.FILMED
    locked.save(update_fields=["filmed_on", "school_link", "state"])
    record("filmed", locked, by)


@transaction.atomic
def close_choice(*, session: VideoSession, by: Member, at: dt.datetime | None = None) -> None:
    """Two to four fragments are enough; from now on the circle sees them."""
    locked = hold_open(session)
    if locked.state == SessionState.CHOSEN:
        return
    if locked.state != SessionState.FILMED:
        raise RefusedError(_("The fragments are chosen after filming, and before you look together."))
    if not FEWEST_CLIPS <= locked.clips.count() <= MOST_CLIPS:
        raise RefusedError(_("Choose two to four fragments. That is enough for an hour."))
    _go_to(locked, SessionState.CHOSEN)
    record("chosen", locked, by)


def _go_to(session: VideoSession, state: str) -> None:
    session.state = state
    session.save(update_fields=["state"])


# The talk -----------------------------------------------------------------------------------------


@transaction.atomic
def begin_talk(*, session: VideoSession, by: Member, at: dt.datetime | None = None) -> None:
    """The first question, for everybody at once. Pressed twice is once."""
    locked = hold_open(session)
    if locked.is_going_on:
        return
    if locked.state != SessionState.CHOSEN:
        raise RefusedError(_("Choose the fragments first."))
    locked.state, locked.current, locked.round_started_at = SessionState.MEETING, 1, at or timezone.now()
    locked.save(update_fields=["state", "current", "round_started_at"])
    record("talk_begun", locked, by)


@transaction.atomic
def move_talk(*, session: VideoSession, by: Member, seen: int, way: int, at: dt.datetime | None = None) -> None:
    """To the next question (way 1) or back (way -1), from that which `by` saw; pressed twice is once."""
    locked = hold_open(session)
    if not locked.is_going_on or locked.current != seen or not 1 <= seen + way <= len(PROMPTS):
        return
    locked.current, locked.round_started_at = seen + way, at or timezone.now()
    locked.save(update_fields=["current", "round_started_at"])


@transaction.atomic
def close_talk(*, session: VideoSession, by: Member, at: dt.datetime | None = None) -> None:
    """The last question is over: now what stays is written down."""
    locked = hold_open(session)
    if locked.state == SessionState.INSIGHTS:
        return
    if not locked.is_going_on:
        raise RefusedError(_("You have not begun to look together yet."))
    locked.state, locked.met_at = SessionState.INSIGHTS, at or timezone.now()
    locked.current = locked.round_started_at = None
    locked.save(update_fields=["state", "met_at", "current", "round_started_at"])
    record("talk_closed", locked, by)


# Who leaves ---------------------------------------------------------------------------------------


@transaction.atomic
def free_places(*, member: Member, group: Group | None, at: dt.datetime | None = None) -> None:
    """Who leaves the group, or the network (None), looks along no more. Their own consent is asked elsewhere."""
    rows = SessionViewer.objects.filter(member=member)
    of_whom = VideoSession.objects.all()
    if group is not None:
        rows, of_whom = rows.filter(session__group=group), of_whom.filter(group=group)
    rows.delete()
    of_whom.filter(leader=member).update(leader=None)
    of_whom.filter(checker=member).update(checker=None)
