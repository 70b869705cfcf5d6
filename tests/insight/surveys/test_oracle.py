"""What somebody can work out from all that is told of a round, by linear programming: never about fewer than five.

Everybody knows how many took part, that the parts of the scale and those who said nothing add up to that, and what is
told of each part. Of five to nine answers only an order and words are told: there every list of answers that fits what
is told is tried. From ten on parts are told as well, and every list of answers is tried beside all that may stand above
and below it: also when everybody knows that everybody said something.
"""

from __future__ import annotations

import itertools
import random

import numpy
import pytest

from knowledge_network.insight.surveys import bands
from knowledge_network.insight.surveys.enums import Band, Spread
from knowledge_network.insight.surveys.models import Question, Wave
from tests.figures.oracle import Knowledge
from tests.insight.helpers import crowd, published, told

ALL = (*bands.PARTS, "unsaid")


def what_everybody_knows(told_parts, answered):
    """By statement the parts and every few of them together; `told_parts`: statement → part → what is told."""
    knowledge = Knowledge()
    for name, parts in told_parts.items():
        knowledge.count((name, "all"), answered)
        knowledge.show((name, "all"), answered, answered)
        for part in ALL:
            knowledge.count((name, part), answered)
        knowledge.sums.append(((name, "all"), tuple((name, part) for part in ALL)))
        for some in itertools.chain(itertools.combinations(ALL, 2)):
            knowledge.count((name, *some), answered)
            knowledge.sums.append(((name, *some), tuple((name, part) for part in some)))
        for part, band in parts.items():
            if band == Band.FIVE:
                knowledge.show((name, part), 5, answered)
            elif band == Band.FEW:
                knowledge.show((name, part), 0, 4)
    return knowledge


def leaks_of(told_parts, answered):
    knowledge = what_everybody_knows(told_parts, answered)
    return knowledge.leaks([key for key in knowledge.bounds if key[1:] != ("all",)])


def parts_of(answered, counts):
    values = [1] * counts[0] + [3] * counts[1] + [5] * counts[2]
    return bands.find_parts(values, answered)


@pytest.mark.parametrize("answered", [19, 20, 23, 30])
def test_no_answer_of_a_statement_tells_of_fewer_than_five(answered):
    """Every way to spread so many people over the parts of the scale; nothing is left out by what they said."""
    seen = set()
    for low, middle, high in itertools.product(range(answered + 1), repeat=3):
        if low + middle + high > answered:
            continue
        key = tuple(parts_of(answered, (low, middle, high)).items())
        if key not in seen:
            seen.add(key)
            assert [part for part, _band in key] == list(bands.PARTS)
            assert leaks_of({"s": dict(key)}, answered) == [], (low, middle, high)
    assert len(seen) == 8


def test_nineteen_is_the_least_for_which_every_part_is_told():
    assert leaks_of({"s": dict.fromkeys(bands.PARTS, Band.FIVE)}, 18)
    assert parts_of(18, (6, 6, 6)) == {"low": Band.FIVE, "high": Band.FIVE}


def test_the_word_beside_the_parts_is_made_of_them():
    for answers in itertools.combinations_with_replacement(range(1, 6), 19):
        told_of = bands.tell({1: answers}, {}, 19)[1]
        assert told_of.spread == bands.name_spread_of_parts(told_of.parts)


def test_telling_five_and_five_of_ten_is_found():
    """The leak, planted: what a rule of «five or more» alone would tell."""
    assert leaks_of({"s": {"low": Band.FIVE, "middle": Band.FEW, "high": Band.FIVE}}, 10)


def test_telling_a_number_beside_it_is_found():
    knowledge = what_everybody_knows({"s": {"low": Band.FIVE, "middle": Band.FEW, "high": Band.FEW}}, 12)
    knowledge.show(("s", "low"), 11, 11)
    assert knowledge.leaks([("s", part) for part in ALL])


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_all_that_a_page_shows_of_a_made_up_group_tells_of_nobody(seed):
    source = random.Random(seed)
    count = source.randrange(21, 27)
    group = crowd(count)
    said = [[source.choice((0, 1, 1, 2, 3, 4, 5, 5)) for _statement in range(6)] for _person in range(count - 2)]
    wave = published(group, said)
    shown = {
        code: {part: getattr(row, part) for part in bands.PARTS if getattr(row, part)}
        for code, row in told(wave).items()
    }
    assert leaks_of(shown, wave.answered) == []


@pytest.mark.django_db
def test_a_unanimous_group_is_not_told_as_such():
    group = crowd(20)
    wave = published(group, [(1, 5)] * 20)
    row = told(wave)["s1"]
    assert (row.low, row.high) == (Band.FIVE, Band.FEW)
    knowledge = what_everybody_knows({"s": {"low": row.low, "middle": row.middle, "high": row.high}}, 20)
    assert knowledge.interval(("s", "low")) == (5, 20)


# Ten and more: words, parts and order together ---------------------------------------------------------------


class Lists:
    """Every list of answers to one statement of so many people, by what is told of it."""

    def __init__(self, answered, *, all_said, lean=bands.find_lean):
        self.cells = {}
        for counts in itertools.product(range(answered + 1), repeat=5):
            said = sum(counts)
            if bands.FEWEST <= said <= answered and (said == answered or not all_said):
                values = [value for value, count in enumerate(counts, 1) for _one in range(count)]
                one = bands.tell({1: values}, {}, answered)[1]
                low, middle, high = sum(counts[:2]), counts[2], sum(counts[3:])
                mean = counts[0] + 2 * counts[1] + 3 * middle + 4 * counts[3] + 5 * counts[4]
                row = (mean / said, low, middle, high, *(() if all_said else (answered - said,)))
                key = (lean(one.parts), one.spread, tuple(one.parts.items()))
                self.cells.setdefault(key, []).append(row)
        self.cells = {key: numpy.array(rows) for key, rows in self.cells.items()}

    def find_leaks(self):
        """What is told, beside what stands above and below it: which parts, or few together, may be known too well."""
        return [
            (key, few)
            for key, rows in self.cells.items()
            for most, least in itertools.product(self.limits(key, numpy.max), self.limits(key, numpy.min))
            if least <= most
            for few in self.narrow(rows[(rows[:, 0] <= most + TINY) & (rows[:, 0] >= least - TINY)])
        ]

    def limits(self, key, which):
        """Means that something above (its most) or below (its least) may force; what leans otherwise forces nothing."""
        return {which(rows[:, 0]) for other, rows in self.cells.items() if other[0] == key[0]}

    def narrow(self, rows):
        count = rows.shape[1] - 1
        for size in range(1, count):
            for few in itertools.combinations(range(1, count + 1), size):
                together = rows[:, few].sum(axis=1)
                if len(rows) and together.max() - together.min() < bands.FEWEST - 1:
                    yield few


TINY = 1e-9


@pytest.mark.parametrize("all_said", [True, False])
@pytest.mark.parametrize("answered", [10, 11, 13, 14, 15])
def test_from_ten_on_word_parts_and_order_together_tell_of_nobody(answered, all_said):
    assert Lists(answered, all_said=all_said).find_leaks() == []


@pytest.mark.parametrize("answered", [16, 17, 18, 19, 20, 24])
def test_so_it_is_when_everybody_said_something(answered):
    assert Lists(answered, all_said=True).find_leaks() == []


@pytest.mark.parametrize("answered", [10, 14, 19])
def test_an_order_by_mean_alone_beside_the_parts_is_found(answered):
    """The leak, planted: «most people: does not fit» above «most people: fits» fits hardly any answers."""
    assert Lists(answered, all_said=True, lean=lambda _parts: 0).find_leaks()


def test_a_word_made_of_the_answers_beside_the_parts_is_found(monkeypatch):
    monkeypatch.setattr(bands, "name_spread_of_parts", lambda _parts: Spread.AGREED)
    made = bands._name_spread_beside
    monkeypatch.setattr(bands, "_name_spread_beside", lambda _parts, values, answered: made({}, values, answered))
    assert Lists(10, all_said=False).find_leaks()


def test_telling_two_parts_of_thirteen_is_found(monkeypatch):
    monkeypatch.setattr(bands, "FEWEST_FOR_TWO_PARTS", 13)
    assert Lists(13, all_said=False).find_leaks()


def test_telling_the_middle_between_two_ends_is_found(monkeypatch):
    monkeypatch.setattr(bands, "_holds_both_ends", lambda _parts: False)
    assert Lists(15, all_said=True).find_leaks()


def test_what_leans_to_fitting_stands_first_whatever_its_mean():
    """Six of ten «4» and four «1» before five «5» and five «3»; by mean among what leans the same way."""
    now = {1: [3] * 5 + [5] * 5, 2: [4] * 6 + [1] * 4, 3: [2] * 6 + [5] * 4, 4: [5] * 10, 5: [1] * 10}
    found = bands.tell(now, {}, 10)
    assert [found[key].rank for key in (4, 2, 1, 3, 5)] == [1, 2, 3, 4, 5]
    assert found[1].parts == {}


@pytest.mark.parametrize(
    ("answered", "counts", "parts"),
    [
        (10, (0, 4, 6), {"low": Band.FEW, "middle": Band.FEW, "high": Band.FIVE}),
        (10, (0, 5, 5), {}),
        (10, (5, 0, 5), {}),
        (13, (4, 0, 9), {"low": Band.FEW, "middle": Band.FEW, "high": Band.FIVE}),
        (13, (5, 0, 8), {}),
        (14, (5, 0, 9), {"low": Band.FIVE, "high": Band.FIVE}),
        (14, (0, 5, 9), {"low": Band.FEW, "middle": Band.FIVE, "high": Band.FIVE}),
        (15, (5, 5, 5), {"low": Band.FIVE, "high": Band.FIVE}),
        (9, (0, 0, 9), {}),
    ],
)
def test_bands_of_five_people_are_told_but_where_subtraction_would_tell(answered, counts, parts):
    assert parts_of(answered, counts) == parts


def test_a_large_part_says_how_many_are_in_it_at_the_least():
    alone = parts_of(12, (0, 0, 12))
    assert bands.name_least(alone, 12) == 8
    assert bands.name_least(parts_of(14, (7, 0, 7)), 14) == bands.name_least(parts_of(30, (0, 0, 30)), 30) == 5


# Fewer than ten ------------------------------------------------------------------------------------------------


def lists_that_fit(answered, spread):
    """All answers to one statement, without their order, of which this word is told; `said` of them at least five."""
    for said in range(bands.FEWEST, answered + 1):
        for values in itertools.combinations_with_replacement(range(1, 6), said):
            if bands.name_spread(values) == spread:
                yield values


@pytest.mark.parametrize("answered", [5, 6, 7, 8, 9])
@pytest.mark.parametrize("spread", list(Spread))
def test_of_few_people_a_word_leaves_open_what_anybody_said(answered, spread):
    """No answer of the scale is certain, nor ruled out: of each it stays open whether somebody gave it."""
    fits = list(lists_that_fit(answered, spread))
    for value in range(1, 6):
        counts = {values.count(value) for values in fits}
        assert {0, 1} <= counts, (answered, spread, value)


@pytest.mark.parametrize("spread", [Spread.AGREED, Spread.MIXED])
def test_being_of_one_mind_does_not_tell_about_what(spread):
    sums = {sum(values) / len(values) for values in lists_that_fit(6, spread)}
    assert min(sums) < 2
    assert max(sums) > 4


def test_what_is_kept_of_a_statement_is_only_what_is_told():
    """A field more of a statement would be known to whoever reads a dump: think of the rules above first."""
    kept = {field.name for field in Question._meta.concrete_fields}
    asked = {"id", "wave", "position", "code", "cluster", "text", "asks_wanted"}
    assert kept - asked == {"rank", "gap_rank", "spread", "low", "middle", "high"}
    numbers = {
        field.name for field in Wave._meta.concrete_fields if field.get_internal_type() == "PositiveIntegerField"
    }
    assert numbers == {"asked", "answered"}
