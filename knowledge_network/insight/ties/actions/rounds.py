"""The life of a round: preparing, opening, closing, counting, releasing, and letting go of what was said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.ties import bands
from knowledge_network.insight.ties.actions import telling
from knowledge_network.insight.ties.enums import RoundState, RoundUnits
from knowledge_network.insight.ties.figures import gather, read_told, tell
from knowledge_network.insight.ties.models import NetworkRound, RoundParticipation, SchoolTogether, Tie, TieAnswers
from knowledge_network.insight.ties.names import destroy_key, make_key, read_key
from knowledge_network.insight.ties.queries import (
    find_comparable_boards,
    find_newest_published,
    find_privacy_contacts,
)
from knowledge_network.insight.ties.signals import round_closed
from knowledge_network.insight.ties.statements import MOST_TOPICS
from knowledge_network.insight.ties.units import find_asked, read_units
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.members.trail.models import AuditEvent
from knowledge_network.topics.models import Topic

NOT_A_CONCEPT = _("This questionnaire is open already.")
NOT_OPEN = _("This questionnaire is not open.")
DAY_IS_PAST = _("Choose a last day that still comes.")
ENDS_EARLIER = _("A questionnaire that is open can get a later last day, not an earlier one.")
ONE_IS_OPEN = _("Another round is still open. Close it first.")
TOO_FEW_ASKED = _("With fewer than twenty people a picture of who knows whom shows persons. Talk about it instead.")
NOBODY_RELEASES = _("Nobody could release the picture later. First let somebody else than you be the privacy contact.")
TOO_MANY_TOPICS = _("Choose five themes at most: each is a step more for everybody.")
NOT_NEAR = _("A small school counts together with another school of its board.")
IN_A_ROW = _("A school that counts with another one cannot take others along.")
OTHER_SORT_IS_YOUNG = _(
    "A picture by boards and one by schools within a year would show small schools, when one is taken from the other."
    " Take the same sort as the last round, or open it on %(day)s or later."
)
# So long it can be worked out whose a pseudonym is.
KEY_LIVES = dt.timedelta(days=365)


def _lock_round(network_round: NetworkRound) -> NetworkRound:
    rows = NetworkRound.objects.select_for_update(of=("self",)).select_related("previous", "opened_by")
    return rows.get(pk=network_round.pk)


@transaction.atomic
def start_round(
    *,
    by: Member,
    title: str,
    closes_on: dt.date,
    intro: str = "",
    units: str = RoundUnits.BOARDS,
    topics: Collection[Topic] = (),
) -> NetworkRound:
    """A concept, laid beside the newest round of its sort that was published.

    `units`: between what its picture is made. `topics`: to ask whom one would turn to.
    """
    if len(topics) > MOST_TOPICS:
        raise RefusedError(TOO_MANY_TOPICS)
    made = NetworkRound.objects.create(
        title=title,
        intro=intro,
        units=units,
        closes_on=closes_on,
        previous=find_newest_published(units),
        made_by=by,
    )
    made.topics.set(topics)
    AuditEvent.objects.record("insight.round_started", made, by=by)
    return made


@transaction.atomic
def join_schools(*, network_round: NetworkRound, by: Member, chosen: Mapping[int, int]) -> None:
    """Keep with which school each small one counts; of the others of a board it is settled by itself."""
    locked = _lock_round(network_round)
    if not locked.is_concept or not locked.is_by_school:
        raise RefusedError(NOT_A_CONCEPT)
    units = read_units(locked)
    small = {place.key: {one.key for one in units.list_near(place)} for place in units.list_small()}
    for school, other in chosen.items():
        if school not in small or other not in small[school]:
            raise RefusedError(NOT_NEAR)
        if other in chosen:
            raise RefusedError(IN_A_ROW)
    locked.together.all().delete()
    SchoolTogether.objects.bulk_create(
        SchoolTogether(network_round=locked, school_id=school, counts_with_id=other) for school, other in chosen.items()
    )
    AuditEvent.objects.record("insight.schools_joined", locked, by=by)


@transaction.atomic
def discard_round(*, network_round: NetworkRound, by: Member) -> None:
    """Throw a concept away."""
    locked = _lock_round(network_round)
    if not locked.is_concept:
        raise RefusedError(NOT_A_CONCEPT)
    AuditEvent.objects.record("insight.round_discarded", locked, by=by)
    locked.delete()


def check_opening(network_round: NetworkRound, *, by: Member, today: dt.date) -> list[tuple[Member, int | None]]:
    """Whom it would ask and for what they count, when it may be opened; else why not."""
    if not network_round.is_concept:
        raise RefusedError(NOT_A_CONCEPT)
    if network_round.closes_on < today:
        raise RefusedError(DAY_IS_PAST)
    if NetworkRound.objects.open().exists():
        raise RefusedError(ONE_IS_OPEN)
    other = NetworkRound.objects.exclude(units=network_round.units).filter(closed_on__gt=today - KEY_LIVES)
    if last := other.aggregate(last=Max("closed_on"))["last"]:
        raise RefusedError(OTHER_SORT_IS_YOUNG % {"day": nice_date(last + KEY_LIVES)})
    people = find_asked(network_round)
    if len(people) < bands.FEWEST_ASKED:
        raise RefusedError(TOO_FEW_ASKED)
    if not any(contact.pk != by.pk for contact in find_privacy_contacts()):
        raise RefusedError(NOBODY_RELEASES)
    return people


@transaction.atomic
def open_round(
    *, network_round: NetworkRound, by: Member, at: dt.datetime | None = None, tells: bool = True
) -> NetworkRound:
    """Make the key, and ask who is in the network today; each counts for where they work today."""
    today = timezone.localdate(at)
    locked = _lock_round(network_round)
    people = check_opening(locked, by=by, today=today)
    RoundParticipation.objects.bulk_create(
        RoundParticipation(network_round=locked, member=person, unit_id=unit) for person, unit in people
    )
    make_key(locked)
    locked.state, locked.opened_on, locked.opened_by, locked.asked = RoundState.OPEN, today, by, len(people)
    locked.save(update_fields=["state", "opened_on", "opened_by", "asked"])
    AuditEvent.objects.record("insight.round_opened", locked, by=by)
    if tells:
        telling.tell_opened(locked, [person for person, _unit in people], by=by, at=at)
    return locked


@transaction.atomic
def prolong_round(*, network_round: NetworkRound, by: Member, closes_on: dt.date) -> NetworkRound:
    locked = _lock_round(network_round)
    if not locked.is_open:
        raise RefusedError(NOT_OPEN)
    if closes_on < locked.closes_on:
        raise RefusedError(ENDS_EARLIER)
    locked.closes_on = closes_on
    locked.save(update_fields=["closes_on"])
    AuditEvent.objects.record("insight.round_prolonged", locked, by=by)
    return locked


@transaction.atomic
def close_round(*, network_round: NetworkRound, by: Member | None, at: dt.datetime | None = None) -> NetworkRound:
    """Nobody can take part any more; a worker works out what may be told. Closing twice is closing once.

    What was begun and not sent goes: nobody agreed to have it counted.
    """
    locked = _lock_round(network_round)
    if locked.state in RoundState.OVER:
        return locked
    if not locked.is_open:
        raise RefusedError(NOT_OPEN)
    unsent = TieAnswers.objects.filter(network_round=locked, is_sent=False)
    Tie.objects.filter(network_round=locked, source__in=unsent.values("source")).delete()
    unsent.delete()
    locked.state, locked.closed_on = RoundState.CLOSED, timezone.localdate(at)
    locked.save(update_fields=["state", "closed_on"])
    AuditEvent.objects.record("insight.round_closed" if by else "insight.round_ended", locked, by=by)
    telling.forget_asking(locked)
    transaction.on_commit(lambda: round_closed.send(sender=NetworkRound, network_round=locked))
    return locked


def end_due_round(*, round_id: int, at: dt.datetime) -> None:
    """Close what had its last day; another run that did so already changes nothing."""
    network_round = NetworkRound.objects.due(timezone.localdate(at)).filter(pk=round_id).first()
    if network_round is not None:
        close_round(network_round=network_round, by=None, at=at)


def count_closed_rounds() -> int:
    """What a worker is woken for. How many were counted."""
    waiting = list(NetworkRound.objects.uncounted().order_by("pk"))
    for network_round in waiting:
        count_round(network_round=network_round)
    return len(waiting)


@transaction.atomic
def count_round(*, network_round: NetworkRound, at: dt.datetime | None = None, tells: bool = True) -> NetworkRound:
    """Work out what may be told, once. Without its key nothing can be told."""
    locked = _lock_round(network_round)
    if not locked.is_closed or locked.is_counted:
        return locked
    key = read_key(locked)
    if key is not None:
        before = read_told(locked.previous.figures) if locked.previous is not None else None
        told = tell(gather(locked, key), before, comparable=find_comparable_boards(locked))
        locked.answered = told.answered if told.answered >= bands.FEWEST else None
        locked.is_enough = bands.is_enough(told.answered, locked.asked)
        locked.figures = told.as_dict() if locked.is_enough else {}
    locked.is_counted = True
    locked.save(update_fields=["answered", "is_enough", "figures", "is_counted"])
    if tells:
        telling.tell_counted(locked, at=at)
    return locked


@transaction.atomic
def release_round(
    *,
    network_round: NetworkRound,
    by: Member,
    left_out: Collection[str] = (),
    at: dt.datetime | None = None,
    tells: bool = True,
) -> NetworkRound:
    """Show the network what is told. By somebody else than who opened it; releasing twice is releasing once.

    `left_out`: what people wrote that points at somebody, as «op1:3».
    """
    locked = _lock_round(network_round)
    if locked.is_published:
        return locked
    if not locked.is_closed or not locked.is_enough:
        raise RefusedError(_("There is nothing to release: too few people took part, or the figures are not ready."))
    if locked.opened_by_id == by.pk:
        raise RefusedError(_("Who opened a round does not release it: a second pair of eyes does."))
    words: dict[str, list[str]] = locked.figures["words"]
    locked.figures["words"] = {
        code: [text for place, text in enumerate(texts) if f"{code}:{place}" not in left_out]
        for code, texts in words.items()
    }
    locked.state, locked.published_on, locked.released_by = RoundState.PUBLISHED, timezone.localdate(at), by
    locked.save(update_fields=["state", "published_on", "released_by", "figures"])
    AuditEvent.objects.record("insight.round_released", locked, by=by)
    telling.forget_release(locked)
    if tells:
        telling.tell_published(locked, by=by, at=at)
    return locked


def forget_old_rounds(at: dt.datetime | None = None) -> int:
    """Destroy keys and answers of rounds that closed twelve months ago. How many."""
    before = timezone.localdate(at) - KEY_LIVES
    old = NetworkRound.objects.filter(key_gone_on__isnull=True, closed_on__lte=before, is_counted=True)
    keys = list(old.order_by("pk").values_list("pk", flat=True))
    for pk in keys:
        forget_round(network_round=NetworkRound(pk=pk), at=at)
    return len(keys)


@transaction.atomic
def forget_round(*, network_round: NetworkRound, at: dt.datetime | None = None) -> None:
    """The key first: from then on nobody can tell whose an answer is, in a back-up neither. What is told stays."""
    locked = _lock_round(network_round)
    if locked.key_gone_on is not None:
        return
    destroy_key(locked)
    Tie.objects.filter(network_round=locked).delete()
    TieAnswers.objects.filter(network_round=locked).delete()
    locked.key_gone_on = timezone.localdate(at)
    locked.save(update_fields=["key_gone_on"])
    AuditEvent.objects.record("insight.round_forgotten", locked, by=None)
