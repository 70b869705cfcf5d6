"""Asking people: whom a question goes to, the next one when somebody cannot, and who connects when nobody answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from expertise.asking import notices
from expertise.asking.enums import HelpAudience, HelpState, MatchState
from expertise.asking.models import HelpRequest, HelpRequestMatch
from expertise.asking.queries.routing import Need, find_boards, suggest_people
from expertise.asking.routing import Suggestion
from knowledge_network.kit.network import read_network
from knowledge_network.members.people.enums import NetworkRoleKind
from knowledge_network.members.people.models import Member, NetworkRole
from knowledge_network.members.people.models.member import present
from knowledge_network.members.people.queries import coordinators_of_network
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.notifications.events.actions import notify, replace_notices
from knowledge_network.notifications.events.models import Notice
from knowledge_network.notifications.events.queries import match_keys
from knowledge_network.notifications.events.registry import NoticeKind
from knowledge_network.notifications.outbox import rhythm
from knowledge_network.school_year.counting import after_school_days
from knowledge_network.search.actions import refresh
from plg.groups.models import Group, GroupMembership


def lock(help_request: HelpRequest) -> HelpRequest:
    """The row as it is now, held until the transaction ends: two who press at once do it one after the other."""
    rows = HelpRequest.objects.select_for_update(of=("self",)).select_related("asker", "addressed_group")
    return rows.get(pk=help_request.pk)


def set_state(help_request: HelpRequest, state: str, *, at: dt.datetime, **fields: object) -> None:
    """Store the state and the moment; the search follows. What it means is up to the caller."""
    help_request.state, help_request.state_since = state, at
    for name, value in fields.items():
        setattr(help_request, name, value)
    help_request.save(update_fields=["state", "state_since", *fields])
    index(help_request)


def index(help_request: HelpRequest) -> None:
    """What is found of the question and its answer, and how free those are who were asked: the finder ranks by it."""
    refresh("help_request", [help_request.pk])
    refresh("help_answer", [help_request.pk])
    asked = help_request.matches.filter(expert__isnull=False).order_by("expert")
    refresh("member", list(asked.values_list("expert", flat=True)))


def record(verb: str, help_request: HelpRequest, *, by: Member | None, **data: object) -> None:
    """In the logbook without the words of the question, and without who asks when that is to stay unknown."""
    asker = None if help_request.is_anonymous else help_request.asker
    actor = None if help_request.is_anonymous and by is not None and by.pk == help_request.asker_id else by
    event = AuditEvent.objects.record(verb, help_request, by=actor, subject=asker, **data)
    AuditEvent.objects.filter(pk=event.pk).update(object_label=help_request.public_id)


# Whom it goes to ----------------------------------------------------------------------------------


def ask_people(
    help_request: HelpRequest,
    suggestions: Iterable[Suggestion],
    *,
    by: Member | None,
    now: dt.datetime,
    tell: bool = True,
) -> list[HelpRequestMatch]:
    """Ask each, once, and tell them; who was asked before is not asked again. Gives the new ones."""
    suggestions = list(suggestions)
    until = derive_deadline(now)
    known = set(help_request.matches.filter(expert__isnull=False).values_list("expert_id", flat=True))
    rows = [
        HelpRequestMatch(
            help_request=help_request,
            expert_id=suggestion.member,
            why={"topic": suggestion.topic, "state": suggestion.state, "other_board": suggestion.other_board},
            asked_at=now,
            answer_by=until,
            asked_by=None if by is None or (help_request.is_anonymous and by.pk == help_request.asker_id) else by,
        )
        for suggestion in suggestions
        if suggestion.member not in known
    ]
    HelpRequestMatch.objects.bulk_create(rows)
    if tell and rows:
        people = Member.objects.active().filter(pk__in=[row.expert_id for row in rows])
        _tell(notices.HELP_ASKED, people, help_request, f"help:{help_request.public_id}:asked", now)
    return rows


def ask_group(
    help_request: HelpRequest, group: Group, *, now: dt.datetime, topic: str = "", tell: bool = True
) -> HelpRequestMatch:
    """Ask everybody who takes part in the group."""
    row, made = HelpRequestMatch.objects.get_or_create(
        help_request=help_request,
        group=group,
        defaults={"why": {"topic": topic} if topic else {}, "asked_at": now, "answer_by": derive_deadline(now)},
    )
    if made and tell:
        inside = GroupMembership.objects.current().participating().filter(present("member__"), group=group)
        people = Member.objects.filter(pk__in=inside.values("member")).exclude(pk=help_request.asker_id)
        key = f"help:{help_request.public_id}:group:{group.slug}"
        _tell(notices.HELP_GROUP_ASKED, people, help_request, key, now, group=group.name)
    return row


def derive_deadline(now: dt.datetime) -> dt.date:
    today = timezone.localdate(now)
    return after_school_days(today, read_network().thresholds.answer_school_days, rhythm.school_days(today))


def _tell(
    kind: NoticeKind, people: Iterable[Member], help_request: HelpRequest, key: str, now: dt.datetime, **more: Any
) -> None:
    words = notices.choose_words(help_request) | more
    notify(kind, to=people, key=key, url=notices.address(help_request), at=now, **words)


def ask_next(help_request: HelpRequest, *, now: dt.datetime, count: int = 1) -> list[HelpRequestMatch]:
    """Ask the next who fits; only for a question to the whole network. The caller holds the lock."""
    if help_request.audience != HelpAudience.NETWORK or help_request.state not in HelpState.WAITING:
        return []
    rows = list(help_request.matches.filter(expert__isnull=False).values_list("expert_id", "why"))
    suggestions = suggest_people(
        Need.of(help_request),
        most=count,
        already={expert for expert, _why in rows},
        already_elsewhere=any(why.get("other_board") for _expert, why in rows),
    )
    made = ask_people(help_request, suggestions, by=None, now=now)
    if made and help_request.state == HelpState.OPEN:
        set_state(help_request, HelpState.MATCHED, at=now)
    return made


@transaction.atomic
def ask_somebody(*, help_request: HelpRequest, expert: Member, by: Member, at: dt.datetime | None = None) -> bool:
    """The coordinator (or liaison officer) asks one more person. False when that person was asked already."""
    now = at or timezone.now()
    help_request = lock(help_request)
    if help_request.state not in HelpState.BUSY or expert.pk == help_request.asker_id:
        return False
    boards = find_boards([expert.pk, help_request.asker_id])
    mine, theirs = boards.get(help_request.asker_id, frozenset()), boards.get(expert.pk, frozenset())
    elsewhere = bool(mine and theirs) and mine.isdisjoint(theirs)
    made = ask_people(help_request, [Suggestion(expert.pk, "", "", 0, other_board=elsewhere)], by=by, now=now)
    if not made:
        return False
    if help_request.state == HelpState.OPEN:
        become(help_request, HelpState.MATCHED, by=by, now=now)
    record("expertise.help_somebody_asked", help_request, by=by)
    index(help_request)
    return True


def become(
    help_request: HelpRequest, state: str, *, by: Member | None, now: dt.datetime, tell: bool = True, **fields: object
) -> None:
    """Another state, and its asker is told, unless the asker did it. The caller holds the lock."""
    set_state(help_request, state, at=now, **fields)
    if tell and (by is None or by.pk != help_request.asker_id):
        key = f"help:{help_request.public_id}:state:{state}:{now.timestamp():.0f}"
        reason = fields.get("close_reason", "")
        _tell(notices.HELP_STATE, [help_request.asker], help_request, key, now, state=str(state), reason=reason)


# When somebody cannot, or does not answer ---------------------------------------------------------


def expire(help_request: HelpRequest, *, today: dt.date, now: dt.datetime) -> int:
    """Who did not answer in time, or is no longer here, makes room for the next. The caller holds the lock."""
    asked = help_request.matches.select_related("expert").filter(state=MatchState.ASKED)
    late = [
        row
        for row in asked
        if (row.answer_by is not None and row.answer_by < today) or (row.expert and not row.expert.is_present)
    ]
    if not late:
        return 0
    HelpRequestMatch.objects.filter(pk__in=[row.pk for row in late]).update(state=MatchState.EXPIRED, responded_at=now)
    if help_request.state in HelpState.WAITING:
        people = sum(row.expert_id is not None for row in late)
        made = ask_next(help_request, now=now, count=people) if people else []
        if not made and not help_request.matches.filter(state=MatchState.ASKED).exists():
            _nobody_left(help_request, late, now=now)
    index(help_request)
    return len(late)


def _nobody_left(help_request: HelpRequest, late: list[HelpRequestMatch], *, now: dt.datetime) -> None:
    """All were asked and nobody answered: the question stands open, and who asked by name may ask the network."""
    if help_request.audience == HelpAudience.NETWORK:
        if help_request.state != HelpState.OPEN:
            become(help_request, HelpState.OPEN, by=None, now=now)
        return
    set_state(help_request, HelpState.OPEN, at=now)
    for row in late:
        name = row.expert.get_full_name() if row.expert else str(row.group)
        key = f"help:{help_request.public_id}:silent:{row.pk}"
        _tell(notices.HELP_SILENT, [help_request.asker], help_request, key, now, name=name)


def escalate(help_request: HelpRequest, *, now: dt.datetime) -> bool:
    """Ten school days without anybody: who connects people in that scope is told. The caller holds the lock."""
    if help_request.escalated_at is not None or help_request.state not in HelpState.WAITING:
        return False
    help_request.escalated_at = now
    help_request.save(update_fields=["escalated_at"])
    officers = find_officers(help_request)
    people = [member for member in officers or coordinators_of_network() if member.pk != help_request.asker_id]
    _tell(notices.HELP_ESCALATED, people, help_request, f"help:{help_request.public_id}:escalated", now)
    record("expertise.help_escalated", help_request, by=None)
    index(help_request)
    return True


def find_officers(help_request: HelpRequest) -> list[Member]:
    """The liaison officers in whose scope the question lies. Some queries per officer, of whom there are few."""
    roles = NetworkRole.objects.current().filter(role=NetworkRoleKind.LIAISON_OFFICER)
    officers = Member.objects.active().filter(pk__in=roles.values("member")).order_by("pk")
    this = HelpRequest.objects.filter(pk=help_request.pk)
    return [officer for officer in officers if this.in_scope_of(officer).exists()]


# Reminding ----------------------------------------------------------------------------------------


def silent_matches(help_requests: Collection[int]) -> QuerySet[HelpRequestMatch]:
    """Who was asked by name for these questions and did not answer yet. One query."""
    rows = HelpRequestMatch.objects.filter(
        present("expert__"),
        help_request__in=help_requests,
        state=MatchState.ASKED,
        help_request__state__in=HelpState.WAITING,
    )
    return (
        rows.filter(expert__isnull=False).select_related("expert", "help_request__asker").order_by("help_request", "pk")
    )


@transaction.atomic
def remind(*, help_requests: Collection[int], by: Member, at: dt.datetime | None = None) -> int:
    """Ask once more who was asked and is silent, at most once a day each. How many people."""
    now = at or timezone.now()
    day = timezone.localdate(now)
    rows = list(silent_matches(help_requests))
    for row in rows:
        key = f"help:{row.help_request.public_id}:reminded:{day}"
        people_asked = [row.expert] if row.expert else []
        _tell(notices.HELP_REMINDED, people_asked, row.help_request, key, now)
    people = len({row.expert_id for row in rows})
    if rows:
        AuditEvent.objects.record("expertise.help_reminded", None, by=by, people=people)
    return people


@transaction.atomic
def take_reminders_back(*, help_requests: Collection[int], by: Member, at: dt.datetime | None = None) -> int:
    """Take back the reminders of today about these questions that nobody read or was mailed. How many people."""
    day = timezone.localdate(at or timezone.now())
    asked = HelpRequest.objects.filter(pk__in=help_requests).values_list("public_id", flat=True)
    keys = [f"help:{public_id}:reminded:{day}" for public_id in asked]
    if not keys:
        return 0
    unheard = Notice.objects.unread().filter(match_keys(keys), mailed_at__isnull=True)
    people = unheard.values("member").distinct().count()
    replace_notices(keys=keys)
    if people:
        AuditEvent.objects.record("expertise.help_reminders_taken_back", None, by=by, people=people)
    return people
