"""The life of a round: preparing, opening, closing, releasing. The trail names the round, never who said what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.surveys import bands
from knowledge_network.insight.surveys.actions import telling
from knowledge_network.insight.surveys.enums import WaveState
from knowledge_network.insight.surveys.models import Participation, Question, SentAnswers, Wave
from knowledge_network.insight.surveys.queries import find_people, find_too_near, privacy_contacts, took_part
from knowledge_network.insight.surveys.rewriting import hold_tables, rewrite_tables
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.search import actions as search
from plg.groups.models import Group

NOT_A_CONCEPT = _("This scan is open already: what is asked stays as it is.")
NOT_OPEN = _("This scan is not open.")
TOO_FEW_ASKED = _("Fewer than eight people are asked. Use the cards on paper, or choose another school with this one.")
NOBODY_RELEASES = _(
    "Nobody could show the outcome to the group later. First let somebody else than you be the privacy contact."
)
NO_QUESTIONS = _("There is no statement yet.")
DAY_IS_PAST = _("Choose a last day that still comes.")
ENDS_EARLIER = _("A scan that is open can get a later last day, not an earlier one.")
TOO_NEAR = _(
    "These are almost the same people as in «%(title)s»: laid beside each other, the two would show the few who "
    "differ. Choose the same people, or quite others."
)
KIND = "wave"
MOST_WANTED = 3
MOST_OWN = 20
MOST_BESIDES = 4
OWN_CODE = "own-"


@dataclass(frozen=True)
class Statement:
    """One statement as it is put; of the same `code` it is laid beside the round before."""

    code: str
    text: str
    cluster: str = ""


@transaction.atomic
def start_wave(
    *,
    by: Member,
    instrument: str,
    title: str,
    statements: Sequence[Statement],
    closes_on: dt.date,
    group: Group | None = None,
    organisations: Collection[Organisation] = (),
    intro: str = "",
    previous: Wave | None = None,
    tells: bool = True,
) -> Wave:
    """A concept. Coordinators, who open it, are told when somebody else made it."""
    unit = group.name if group is not None else ", ".join(sorted(one.name for one in organisations))
    wave = Wave.objects.create(
        instrument=instrument,
        title=title,
        intro=intro,
        group=group,
        unit_name=unit[:150],
        closes_on=closes_on,
        previous=previous,
        round=previous.round + 1 if previous is not None else 1,
        made_by=by,
    )
    wave.organisations.set(organisations)
    _put(wave, statements)
    AuditEvent.objects.record("insight.wave_started", wave, by=by)
    search.refresh(KIND, [wave.pk])
    if tells and not by.is_coordinator:
        telling.tell_proposed(wave, by=by)
    return wave


def _put(wave: Wave, statements: Iterable[Statement]) -> None:
    Question.objects.bulk_create(
        Question(wave=wave, position=place, code=one.code, text=one.text, cluster=one.cluster)
        for place, one in enumerate(statements, 1)
    )


def _locked(wave: Wave) -> Wave:
    rows = Wave.objects.select_for_update(of=("self",)).select_related("group", "previous", "opened_by")
    return rows.get(pk=wave.pk)


@transaction.atomic
def change_wave(
    *,
    wave: Wave,
    by: Member,
    title: str,
    intro: str,
    closes_on: dt.date,
    own: Sequence[str],
    wanted: Collection[str] = (),
) -> Wave:
    """What a concept asks: `own` are the statements of one's own, `wanted` the codes that ask «now» and «wished»."""
    locked = _locked(wave)
    if not locked.is_concept:
        raise RefusedError(NOT_A_CONCEPT)
    locked.title, locked.intro, locked.closes_on = title, intro, closes_on
    locked.save(update_fields=["title", "intro", "closes_on"])
    given = [
        Statement(row.code, row.text, row.cluster)
        for row in locked.questions.order_by("position")
        if not row.code.startswith(OWN_CODE)
    ]
    ours = [Statement(f"{OWN_CODE}{number}", text) for number, text in enumerate(dict.fromkeys(own), 1)]
    locked.questions.all().delete()
    _put(locked, [*given, *ours])
    locked.questions.filter(code__in=list(wanted)[:MOST_WANTED]).update(asks_wanted=True)
    AuditEvent.objects.record("insight.wave_changed", locked, by=by)
    search.refresh(KIND, [locked.pk])
    return locked


@transaction.atomic
def discard_wave(*, wave: Wave, by: Member) -> None:
    """Throw a concept away."""
    locked = _locked(wave)
    if not locked.is_concept:
        raise RefusedError(NOT_A_CONCEPT)
    AuditEvent.objects.record("insight.wave_discarded", locked, by=by)
    key = locked.pk
    locked.delete()
    search.refresh(KIND, [key])


def check_opening(wave: Wave, *, by: Member, today: dt.date) -> list[Member]:
    """Whom it would ask, when it may be opened; else why not."""
    if not wave.is_concept:
        raise RefusedError(NOT_A_CONCEPT)
    if wave.closes_on < today:
        raise RefusedError(DAY_IS_PAST)
    if not wave.questions.exists():
        raise RefusedError(NO_QUESTIONS)
    people = find_people(wave.group, wave.organisations.all())
    if len(people) < bands.FEWEST_ASKED:
        raise RefusedError(TOO_FEW_ASKED)
    if (near := find_too_near(wave, {person.pk for person in people})) is not None:
        raise RefusedError(TOO_NEAR % {"title": near.title})
    if not any(contact.pk != by.pk for contact in privacy_contacts()):
        raise RefusedError(NOBODY_RELEASES)
    return people


@transaction.atomic
def open_wave(*, wave: Wave, by: Member, at: dt.datetime | None = None, tells: bool = True) -> Wave:
    """Ask who is in the group, or works at the schools, today. Who comes later is not asked: they would stand out."""
    today = timezone.localdate(at)
    locked = _locked(wave)
    people = check_opening(locked, by=by, today=today)
    Participation.objects.bulk_create(Participation(wave=locked, member=person) for person in people)
    locked.state, locked.opened_on, locked.opened_by, locked.asked = WaveState.OPEN, today, by, len(people)
    locked.save(update_fields=["state", "opened_on", "opened_by", "asked"])
    AuditEvent.objects.record("insight.wave_opened", locked, by=by)
    search.refresh(KIND, [locked.pk])
    if tells:
        telling.tell_opened(locked, people, by=by, at=at)
    return locked


@transaction.atomic
def prolong_wave(*, wave: Wave, by: Member, closes_on: dt.date) -> Wave:
    locked = _locked(wave)
    if not locked.is_open:
        raise RefusedError(NOT_OPEN)
    if closes_on < locked.closes_on:
        raise RefusedError(ENDS_EARLIER)
    locked.closes_on = closes_on
    locked.save(update_fields=["closes_on"])
    AuditEvent.objects.record("insight.wave_prolonged", locked, by=by)
    return locked


# The end ------------------------------------------------------------------------------------------


@transaction.atomic
def close_wave(*, wave: Wave, by: Member | None, at: dt.datetime | None = None, tells: bool = True) -> Wave:
    """Work out what may be told, and let the answers go: afterwards nobody can look at them, change or withdraw them.

    Both tables are written anew in random order. Closing twice is closing once.
    """
    locked = _locked(wave)
    if locked.state in WaveState.OVER:
        return locked
    if not locked.is_open:
        raise RefusedError(NOT_OPEN)
    hold_tables()
    answers = list(SentAnswers.objects.filter(wave=locked))
    _tell_only(locked, answers)
    SentAnswers.objects.filter(wave=locked).delete()
    locked.state, locked.closed_on = WaveState.CLOSED, timezone.localdate(at)
    locked.save(update_fields=["state", "closed_on", "answered", "is_enough", "lies_beside"])
    rewrite_tables()
    AuditEvent.objects.record("insight.wave_closed" if by else "insight.wave_ended", locked, by=by)
    telling.forget_asking(locked)
    if tells:
        telling.tell_closed(locked, by=by, at=at)
    return locked


def _tell_only(wave: Wave, answers: Sequence[SentAnswers]) -> None:
    """Keep of the answers what may be told, and how many there were when that is five or more."""
    count = len(answers)
    wave.answered = count if count >= bands.FEWEST else None
    wave.is_enough = bands.is_enough(count, wave.asked)
    if not wave.is_enough:
        return
    before = wave.previous
    if before is not None and before.is_published and before.answered is not None:
        changed = len(took_part(wave) ^ took_part(before))
        wave.lies_beside = bands.may_lie_beside(count, before.answered, changed)
    questions = {row.position: row for row in wave.questions.order_by("position")}
    now = {place: _given(answers, place) for place in questions}
    wanted = {place: _given(answers, place, wanted=True) for place, row in questions.items() if row.asks_wanted}
    for place, told in bands.tell(now, wanted, count).items():
        row = questions[place]
        row.rank, row.gap_rank, row.spread = told.rank, told.gap_rank, told.spread
        row.low, row.middle, row.high = (told.parts.get(part, "") for part in bands.PARTS)
        row.save(update_fields=["rank", "gap_rank", "spread", "low", "middle", "high"])


def _given(answers: Iterable[SentAnswers], place: int, *, wanted: bool = False) -> list[int]:
    said = (answer.said(place, wanted=wanted) for answer in answers)
    return [value for value in said if value is not None]


def end_due_wave(*, wave_id: int, at: dt.datetime) -> None:
    """Close what had its last day; another run that did so already changes nothing."""
    wave = Wave.objects.due(timezone.localdate(at)).filter(pk=wave_id).first()
    if wave is not None:
        close_wave(wave=wave, by=None, at=at)


@transaction.atomic
def release_wave(*, wave: Wave, by: Member, at: dt.datetime | None = None, tells: bool = True) -> Wave:
    """Show the group what is told. By somebody else than who opened it; releasing twice is releasing once."""
    locked = _locked(wave)
    if locked.is_published:
        return locked
    if not locked.is_closed or not locked.is_enough:
        raise RefusedError(_("There is nothing to release: too few people took part, or the scan is not closed."))
    if locked.opened_by_id == by.pk:
        raise RefusedError(_("Who opened a scan does not release it: a second pair of eyes does."))
    locked.state, locked.published_on, locked.released_by = WaveState.PUBLISHED, timezone.localdate(at), by
    locked.save(update_fields=["state", "published_on", "released_by"])
    AuditEvent.objects.record("insight.wave_released", locked, by=by)
    telling.forget_release(locked)
    if tells:
        telling.tell_published(locked, by=by, at=at)
    return locked
