"""Preparing, opening and closing the choosing of a cycle, and reminding who did not choose."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expertise.choosing import notices
from expertise.choosing.counting import FEWEST, find_chains, find_too_small
from expertise.choosing.enums import ChoosingState
from expertise.choosing.models import Choosing, ChoosingOption, OptionPoints, RoleGroupVoice
from expertise.choosing.queries import (
    count_ballots,
    count_electorate,
    count_points,
    find_options,
    find_silent,
    find_themes,
    read_joins,
)
from expertise.questions.enums import CycleState, RoleGroup
from expertise.questions.models import CoPCycle
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.topics.models import Topic

ELSEWHERE = gettext_lazy("Choosing is in another state now. Look again.")


def lock(choosing: Choosing) -> Choosing:
    """The row as it is now, held until the transaction ends: ballots and closing come after each other."""
    return Choosing.objects.select_for_update(of=("self",)).select_related("cycle").get(pk=choosing.pk)


@transaction.atomic
def begin_choosing(*, cycle: CoPCycle, by: Member) -> Choosing:
    """What is there before anything was chosen about it. Twice is once; new bundles come in while it is prepared."""
    if cycle.state != CycleState.CHOOSING:
        raise RefusedError(ELSEWHERE)
    choosing, made = Choosing.objects.get_or_create(cycle=cycle)
    locked = lock(choosing)
    if not locked.is_preparing:
        return locked
    voices = [RoleGroupVoice(choosing=locked, role_group=role_group) for role_group in RoleGroup]
    RoleGroupVoice.objects.bulk_create(voices, ignore_conflicts=True)
    _take_over_bundles(locked)
    if made:
        AuditEvent.objects.record("expertise.choosing_prepared", cycle, by=by)
    return locked


def _take_over_bundles(locked: Choosing) -> None:
    """What a confirmed round stands by now; a theme that was given by hand stays."""
    themes, bundles = find_themes(locked.cycle), find_options(locked.cycle)
    locked.options.exclude(bundle__in=bundles).delete()
    ChoosingOption.objects.bulk_create(
        [ChoosingOption(choosing=locked, bundle=one, theme=themes.get(one.pk)) for one in bundles],
        ignore_conflicts=True,
    )


@transaction.atomic
def prepare_choosing(
    *,
    choosing: Choosing,
    by: Member,
    closes_at: dt.datetime,
    joins: Mapping[str, str],
    themes: Mapping[int, Topic | None],
) -> Choosing:
    """Store until when, which role group counts with which, and under which theme each question stands."""
    locked = lock(choosing)
    if not locked.is_preparing:
        raise RefusedError(ELSEWHERE)
    locked.closes_at = closes_at
    locked.save(update_fields=["closes_at"])
    voices = list(locked.voices.all())
    for voice in voices:
        voice.joins = joins.get(voice.role_group, "")
    RoleGroupVoice.objects.bulk_update(voices, ["joins"])
    options = list(locked.options.all())
    for option in options:
        option.theme = themes.get(option.pk)
    ChoosingOption.objects.bulk_update(options, ["theme"])
    AuditEvent.objects.record("expertise.choosing_prepared", locked.cycle, by=by)
    return locked


@transaction.atomic
def open_choosing(*, choosing: Choosing, by: Member, at: dt.datetime | None = None, tell: bool = True) -> Choosing:
    """Refused while a voice would stay under five, a role group is joined to one that is joined, or the day is past."""
    now, locked = at or timezone.now(), lock(choosing)
    if not locked.is_preparing or locked.cycle.state != CycleState.CHOOSING:
        raise RefusedError(ELSEWHERE)
    if locked.closes_at is None or locked.closes_at <= now:
        raise RefusedError(_("Say until when everybody can choose."))
    _take_over_bundles(locked)
    if not locked.options.exists():
        raise RefusedError(_("There is no bundle to choose from. Confirm a round of bundling first."))
    joins = read_joins(locked)
    if wrong := find_chains(joins) or find_too_small(count_electorate(), joins):
        names = ", ".join(str(RoleGroup(one).label) for one in wrong)
        raise RefusedError(_("Join these role groups to another one first: %(names)s.") % {"names": names})
    locked.state, locked.opened_at, locked.opened_by = ChoosingState.OPEN, now, by
    locked.save(update_fields=["state", "opened_at", "opened_by"])
    AuditEvent.objects.record("expertise.choosing_opened", locked.cycle, by=by)
    if tell:
        notices.tell(notices.CHOOSING_OPENED, locked, find_silent(locked), what="opened", now=now, by=by)
    return locked


@transaction.atomic
def close_choosing(
    *, choosing: Choosing, by: Member | None, at: dt.datetime | None = None, tell: bool = True
) -> Choosing:
    """Count, keep the points of voices of five or more, and let the ballots go. It does not open again."""
    now, locked = at or timezone.now(), lock(choosing)
    if not locked.is_open:
        raise RefusedError(ELSEWHERE)
    people = list(Member.objects.active().order_by("pk")) if tell else []
    voters = {voice: count for voice, count in count_ballots(locked).items() if count >= FEWEST}
    points = count_points(locked)
    OptionPoints.objects.bulk_create(
        [
            OptionPoints(option_id=option, voice=voice, points=count)
            for (option, voice), count in sorted(points.items())
            if voice in voters
        ]
    )
    voices = list(locked.voices.all())
    for one in voices:
        one.voters = voters.get(one.role_group)
    RoleGroupVoice.objects.bulk_update(voices, ["voters"])
    locked.ballots.all().delete()
    locked.state, locked.closed_at = ChoosingState.CLOSED, now
    locked.save(update_fields=["state", "closed_at"])
    AuditEvent.objects.record("expertise.choosing_closed", locked.cycle, by=by)
    notices.tell(notices.CHOOSING_CLOSED, locked, people, what="closed", now=now, by=by)
    return locked


@transaction.atomic
def remind_silent(*, choosing: Choosing, by: Member | None, at: dt.datetime | None = None) -> int:
    """Once a day at most; how many were told."""
    now, locked = at or timezone.now(), lock(choosing)
    if not locked.takes_ballots(now):
        raise RefusedError(ELSEWHERE)
    if locked.reminded_at is not None and timezone.localdate(locked.reminded_at) == timezone.localdate(now):
        return 0
    silent = find_silent(locked)
    locked.reminded_at = now
    locked.save(update_fields=["reminded_at"])
    day = timezone.localdate(now).isoformat()
    notices.tell(notices.CHOOSING_REMINDER, locked, silent, what=f"reminder:{day}", now=now, by=by)
    AuditEvent.objects.record("expertise.choosing_reminded", locked.cycle, by=by, count=len(silent))
    return len(silent)
