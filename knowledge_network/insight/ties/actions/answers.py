"""What somebody says in a round, under their pseudonym. Nothing here writes the trail: it would hold who, and when."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.ties.enums import TieKind
from knowledge_network.insight.ties.models import NetworkRound, RoundParticipation, Tie, TieAnswers, TieChoices
from knowledge_network.insight.ties.names import make_pseudonym, read_key
from knowledge_network.insight.ties.queries import list_nameable
from knowledge_network.kit.errors import RefusedError
from knowledge_network.members.people.models import Member
from knowledge_network.topics.models import Topic

CLOSED = _("This questionnaire is closed. You can still withdraw what you said.")
NOT_ASKED = _("You are not asked for this questionnaire.")
NOT_BEGUN = _("First say that you take part.")
KEY_IS_GONE = _("The key of this questionnaire is not here any more: nobody can read or change what was said.")
NOT_NAMEABLE = _("You cannot name this person.")
NOT_WEIGHED = _("Say of everybody whom you named how often you have contact, how involved you feel and what you did.")
MOST = {TieKind.SPOKEN: 8, TieKind.ADVICE: 3, TieKind.WISH: 3, TieKind.THROUGH: 2}
NOT_A_THEME = _("This questionnaire does not ask about that theme.")
FULL = _("You named as many people as you can.")

type Weight = tuple[int, int, int]


def find_own_name(network_round: NetworkRound, member: Member) -> str:
    """The pseudonym of somebody in a round."""
    key = read_key(network_round)
    if key is None or network_round.key_gone_on is not None:
        raise RefusedError(KEY_IS_GONE)
    return make_pseudonym(key, member.pk)


def _hold_open(network_round: NetworkRound) -> None:
    """The round stays open until this transaction ends: closing waits."""
    row = NetworkRound.objects.select_for_update(of=("self",), no_key=True).get(pk=network_round.pk)
    if not row.is_open:
        raise RefusedError(CLOSED)


def _begun(network_round: NetworkRound, by: Member) -> TieAnswers:
    """What this person began, held until the transaction ends: of two tabs the second waits."""
    _hold_open(network_round)
    name = find_own_name(network_round, by)
    found = TieAnswers.objects.select_for_update().filter(network_round=network_round, source=name).first()
    if found is None:
        raise RefusedError(NOT_BEGUN)
    return found


@transaction.atomic
def begin_answers(*, network_round: NetworkRound, by: Member, may_be_connected: bool) -> None:
    """Take part, and say whether the coordinator may see one's name. Beginning twice is beginning once."""
    _hold_open(network_round)
    mark = RoundParticipation.objects.filter(network_round=network_round, member=by)
    if not mark.update(may_be_connected=may_be_connected):
        raise RefusedError(NOT_ASKED)
    TieAnswers.objects.get_or_create(network_round=network_round, source=find_own_name(network_round, by))


@transaction.atomic
def name_people(
    *, network_round: NetworkRound, by: Member, people: Collection[Member], kind: str, topic: Topic | None = None
) -> None:
    """Name one or more, of whom to ask for advice about a theme. Naming twice is naming once."""
    mine = _begun(network_round, by)
    wanted = {person.pk for person in people}
    if list_nameable(by).filter(pk__in=wanted).count() < len(wanted):
        raise RefusedError(NOT_NAMEABLE)
    _check_theme(network_round, kind, topic)
    named = Tie.objects.filter(network_round=network_round, source=mine.source, kind=kind, topic=topic)
    there = set(named.values_list("target", flat=True))
    new = [name for person in people if (name := find_own_name(network_round, person)) not in there]
    if len(there) + len(new) > MOST[TieKind(kind)]:
        raise RefusedError(FULL)
    Tie.objects.bulk_create(
        Tie(network_round=network_round, source=mine.source, target=name, kind=kind, topic=topic) for name in new
    )


def _check_theme(network_round: NetworkRound, kind: str, topic: Topic | None) -> None:
    """Of a round with themes advice is asked for each of them; other names are about none."""
    themes = set(network_round.topics.values_list("pk", flat=True)) if kind == TieKind.ADVICE else set()
    if (topic.pk not in themes) if topic is not None else bool(themes):
        raise RefusedError(NOT_A_THEME)


@transaction.atomic
def unname_person(
    *, network_round: NetworkRound, by: Member, person: Member, kind: str, topic: Topic | None = None
) -> None:
    mine = _begun(network_round, by)
    target = find_own_name(network_round, person)
    named = Tie.objects.filter(network_round=network_round, source=mine.source, kind=kind, topic=topic)
    named.filter(target=target).delete()


@transaction.atomic
def keep_total(*, network_round: NetworkRound, by: Member, total: int | None, outside: Collection[str]) -> None:
    """How many people in all, and which sorts of people outside."""
    mine = _begun(network_round, by)
    mine.total, mine.outside = total, sorted(set(outside))
    mine.save(update_fields=["total", "outside"])


@transaction.atomic
def weigh_ties(*, network_round: NetworkRound, by: Member, weights: Mapping[str, Weight]) -> None:
    """`weights`: pseudonym → frequency, involvement, depth."""
    mine = _begun(network_round, by)
    ties = Tie.objects.filter(network_round=network_round, source=mine.source, kind=TieKind.SPOKEN)
    for tie in ties.filter(target__in=weights):
        tie.frequency, tie.involvement, tie.depth = weights[tie.target]
        tie.save(update_fields=["frequency", "involvement", "depth"])


@transaction.atomic
def send_answers(
    *, network_round: NetworkRound, by: Member, values: Mapping[str, int], words: Mapping[str, str]
) -> None:
    """Have it counted. It can be changed and withdrawn while the round is open."""
    mine = _begun(network_round, by)
    spoken = Tie.objects.filter(network_round=network_round, source=mine.source, kind=TieKind.SPOKEN)
    if spoken.filter(Q(frequency=None) | Q(involvement=None) | Q(depth=None)).exists():
        raise RefusedError(NOT_WEIGHED)
    mine.values, mine.words, mine.is_sent = dict(values), dict(words), True
    mine.save(update_fields=["values", "words", "is_sent"])
    RoundParticipation.objects.filter(network_round=network_round, member=by).update(took_part=True)


@transaction.atomic
def withdraw_answers(*, network_round: NetworkRound, by: Member) -> None:
    """All that this person said goes, also after the round closed. What was told already stays as it is."""
    name = find_own_name(network_round, by)
    Tie.objects.filter(network_round=network_round, source=name).delete()
    TieAnswers.objects.filter(network_round=network_round, source=name).delete()
    mark = RoundParticipation.objects.filter(network_round=network_round, member=by)
    mark.update(took_part=False, may_be_connected=False)


@transaction.atomic
def keep_choices(*, by: Member, may_be_named: bool, offers_to_connect: bool) -> TieChoices:
    """Who does not want to be named is named nowhere any more, where the pseudonym can still be found."""
    kept, _made = TieChoices.objects.update_or_create(
        member=by, defaults={"may_be_named": may_be_named, "offers_to_connect": offers_to_connect}
    )
    if not may_be_named:
        for network_round, name in _list_names(by):
            Tie.objects.filter(network_round=network_round, target=name).delete()
    return kept


@transaction.atomic
def forget_person(*, member: Member) -> None:
    """All that stands under the pseudonyms of somebody who is erased, by them and about them."""
    for network_round, name in _list_names(member):
        Tie.objects.filter(Q(source=name) | Q(target=name), network_round=network_round).delete()
        TieAnswers.objects.filter(network_round=network_round, source=name).delete()


def _list_names(member: Member) -> list[tuple[NetworkRound, str]]:
    rounds = NetworkRound.objects.with_key().order_by("pk")
    return [(one, make_pseudonym(key, member.pk)) for one in rounds if (key := read_key(one)) is not None]
