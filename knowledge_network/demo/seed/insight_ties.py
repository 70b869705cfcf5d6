"""Load two rounds of the network questionnaire through their actions: one board that looks inward, an island of people
who know much of Dutch as a second language, and one board of which too few took part."""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from knowledge_network.demo.seed.members_people import ISLAND_TOPIC
from knowledge_network.demo.seeding import SEED_NUMBER, DemoNetwork, Seed
from knowledge_network.insight.ties.actions import answers, rounds
from knowledge_network.insight.ties.enums import TieKind
from knowledge_network.insight.ties.models import NetworkRound, RoundParticipation
from knowledge_network.insight.ties.names import make_pseudonym, read_key
from knowledge_network.insight.ties.queries import list_topics
from knowledge_network.insight.ties.statements import KEPT, MISSED, MOST_TOPICS, STATEMENTS
from knowledge_network.members.organisations.models import Organisation
from knowledge_network.members.people.models import Member
from knowledge_network.topics.models import Topic

DAY = dt.timedelta(days=1)
INWARD, SILENT = "KOMT", "Primato"
# Of a hundred people so many take part in the first round and in the second.
RESPONSES = (88, 91)
# Of ten people whom somebody names so many work at the own board: usually, and in the board that looks inward.
OWN, OWN_OF_INWARD = (4, 10), (17, 20)
ISLAND = 6
# How many of those who took part know whom to ask, by theme.
KNOWS = (0.08, 0.8, 0.65, 0.45, 0.9)
MISSES = (
    "Iemand die weet hoe je met gedrag in een volle klas omgaat.",
    "Kennis over kunstmatige intelligentie in groep 7 en 8.",
    "Hoe je meertalige ouders goed bij school betrekt.",
    "Rekenproblemen vroeg zien, in groep 3.",
    "Muziek en dans, daar hebben wij niemand voor.",
    "Iemand die onderzoek kan lezen en uitleggen.",
    "Combinatiegroepen van drie jaren.",
    "Overgang naar het voortgezet onderwijs.",
    "Hoogbegaafde kleuters.",
)
KEEPS = (
    "Lessen deel ik graag, gegevens over leerlingen nooit.",
    "Wat nog niet af is houd ik bij ons, tot het een keer geprobeerd is.",
    "Ik deel alles wat ik zelf gemaakt heb. Het wordt er beter van.",
    "Plannen van ons bestuur houd ik voor ons, ervaringen niet.",
    "Ik zou meer willen delen, maar weet niet goed waar.",
    "Mijn mislukkingen deel ik in onze groep, daarbuiten nog niet.",
    "Materiaal waar een uitgever recht op heeft blijft op school.",
    "Goede voorbeelden deel ik, want zo kreeg ik ze ook.",
    "Ik deel wat ik in de scholing leerde met mijn team.",
)


@dataclass
class _Wave:
    """A round with the people who take part in it, by board."""

    network_round: NetworkRound
    source: random.Random
    by_board: dict[str, list[Member]] = field(default_factory=lambda: defaultdict(list))
    board_of: dict[int, str] = field(default_factory=dict)
    topics: list[Topic] = field(default_factory=list)
    knowing: dict[int, list[Member]] = field(default_factory=dict)

    @property
    def people(self) -> list[Member]:
        return [person for people in self.by_board.values() for person in people]


def seed_ties(network: DemoNetwork) -> None:
    now = dt.datetime.combine(network.reference, dt.time(8), dt.UTC)
    runs, guards = network.cast.login("coordinator"), network.cast.login("privacy")
    starts = (now - 215 * DAY, now - 40 * DAY)
    titles = ("Wie vindt wie? Voorjaar", "Wie vindt wie? Najaar")
    for number, (start, title) in enumerate(zip(starts, titles, strict=True)):
        source = random.Random(SEED_NUMBER + number)  # noqa: S311  # nosec B311  # invented answers
        made = rounds.start_round(
            by=runs,
            title=title,
            intro="Om te zien waar besturen elkaar vinden, en waar we iets kunnen doen.",
            closes_on=now.date() + DAY,
            topics=list_topics()[:MOST_TOPICS],
        )
        made = rounds.open_round(network_round=made, by=runs, at=start, tells=False)
        wave = _find_people(made, source, RESPONSES[number], {one.pk for one in network.cast.logins.values()})
        _fill_in(wave, is_second=number == 1)
        end = start + 21 * DAY
        made = rounds.close_round(network_round=made, by=runs, at=end)
        made = rounds.count_round(network_round=made, at=end, tells=False)
        rounds.release_round(network_round=made, by=guards, at=end + 2 * DAY, tells=number == 1)
        NetworkRound.objects.filter(pk=made.pk).update(closes_on=end.date())
    answers.keep_choices(by=network.cast.login("expert"), may_be_named=True, offers_to_connect=True)


def _find_people(network_round: NetworkRound, source: random.Random, response: int, known: set[int]) -> _Wave:
    """Most people of each board, who can be tried with one click among them; half of one board."""
    wave = _Wave(network_round, source, topics=list(network_round.topics.order_by("name")))
    wave.knowing = {
        topic.pk: list(Member.objects.active().filter(ask_me_about=topic).order_by("sort_name", "pk"))
        for topic in wave.topics
    }
    names = dict(Organisation.objects.values_list("pk", "name"))
    marks = RoundParticipation.objects.filter(network_round=network_round).select_related("member")
    asked: dict[str, list[Member]] = defaultdict(list)
    for mark in marks.order_by("member__sort_name", "member"):
        if mark.unit_id is not None:
            asked[names[mark.unit_id]].append(mark.member)
    for board, people in sorted(asked.items()):
        count = -(-len(people) * (50 if SILENT in board else response) // 100)
        taken = sorted(people, key=lambda one: (one.pk not in known, source.random()))[:count]
        wave.by_board[board] = taken
        wave.board_of |= {person.pk: board for person in taken}
    return wave


def _fill_in(wave: _Wave, *, is_second: bool) -> None:
    inward = next((board for board in wave.by_board if INWARD in board), "")
    island = _find_island(wave)
    misses, keeps = list(MISSES), list(KEEPS)
    for person in wave.people:
        answers.begin_answers(network_round=wave.network_round, by=person, may_be_connected=wave.source.random() < 0.5)
    for person in wave.people:
        others = _choose(wave, person, inward, island, is_second=is_second)
        _name(wave, person, others)
        _turn_to(wave, person)
        values = {one.code: min(5, max(1, _lean(one.code) + wave.source.choice((-1, 0, 1)))) for one in STATEMENTS}
        words = {}
        if misses and wave.source.random() < 0.12:
            words[MISSED] = misses.pop()
        if keeps and wave.source.random() < 0.12:
            words[KEPT] = keeps.pop()
        answers.send_answers(network_round=wave.network_round, by=person, values=values, words=words)


def _find_island(wave: _Wave) -> list[Member]:
    """Who knows much of the topic that only one board knows, with some colleagues: they name each other alone."""
    known = set(Member.objects.filter(ask_me_about__name=ISLAND_TOPIC).values_list("pk", flat=True))
    knowing = [person for person in wave.people if person.pk in known]
    if not knowing:
        return []
    colleagues = wave.by_board[wave.board_of[knowing[0].pk]][::-1]
    return [*knowing, *(one for one in colleagues if one not in knowing)][:ISLAND]


def _lean(code: str) -> int:
    return {"vt1": 3, "vt2": 4, "vt3": 3, "vt5": 4, "dk1": 2, "dk3": 4, "dk4": 3, "in1": 5, "in4": 2, "in5": 4}.get(
        code, 3
    )


def _choose(wave: _Wave, person: Member, inward: str, island: list[Member], *, is_second: bool) -> list[Member]:
    """Whom somebody names."""
    source, board = wave.source, wave.board_of[person.pk]
    if person in island:
        return [one for one in island if one != person][:4]
    own = [one for one in wave.by_board[board] if one != person and one not in island]
    near_by = _find_neighbours(sorted(wave.by_board), board, far=source.random() < 0.1)
    elsewhere = [one for one in wave.people if wave.board_of[one.pk] in near_by - {board, inward} and one not in island]
    part, whole = OWN_OF_INWARD if board == inward else OWN
    count = source.randint(3, 6) + (1 if is_second else 0)
    near = sum(source.randrange(whole) < part for _one in range(count))
    return [*source.sample(own, min(near, len(own))), *source.sample(elsewhere, min(count - near, len(elsewhere)))]


def _find_neighbours(boards: list[str], board: str, *, far: bool) -> set[str]:
    """Most people know somebody of the next board or the one after; a few, of any."""
    place = boards.index(board)
    return set(boards) if far else {boards[(place + step) % len(boards)] for step in (-2, -1, 1, 2)}


def _name(wave: _Wave, person: Member, others: Iterable[Member]) -> None:
    source, made = wave.source, wave.network_round
    key = read_key(made) or b""
    weights = {}
    others = list(others)
    answers.name_people(network_round=made, by=person, people=others, kind=TieKind.SPOKEN)
    for other in others:
        is_near = wave.board_of[other.pk] == wave.board_of[person.pk]
        low = 2 if is_near else 1
        weights[make_pseudonym(key, other.pk)] = (source.randint(low, 4), source.randint(low, 4), source.randint(1, 4))
    answers.weigh_ties(network_round=made, by=person, weights=weights)
    elsewhere = [one for one in wave.people if wave.board_of[one.pk] != wave.board_of[person.pk]]
    if source.random() < 0.4:
        answers.name_people(network_round=made, by=person, people=[source.choice(elsewhere)], kind=TieKind.WISH)


def _turn_to(wave: _Wave, person: Member) -> None:
    """Whom somebody would ask about each theme: who says that they know of it; of some themes few know anybody.

    Drawn apart, so that who names whom does not hang on the themes.
    """
    source = random.Random(f"{SEED_NUMBER}:{person.email}")  # noqa: S311  # nosec B311  # invented answers
    for place, topic in enumerate(wave.topics):
        known = [one for one in wave.knowing[topic.pk] if one != person]
        if known and source.random() < KNOWS[place % len(KNOWS)]:
            asked = source.sample(known, min(len(known), source.randint(1, 2)))
            answers.name_people(
                network_round=wave.network_round, by=person, people=asked, kind=TieKind.ADVICE, topic=topic
            )


SEED = Seed("Two rounds of the network questionnaire", seed_ties, after=("insight_scans", "expertise_products"))
