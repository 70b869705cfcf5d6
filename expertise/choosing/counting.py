"""From points per role group to an order in which each role group weighs the same. Pure.

Each voice ranks the questions of a theme by its points; equal points share the middle of the places that they take.
The ranks of all voices are summed, the lowest sum comes first. So a voice of five hundred adds up to as much as one of
five. Ranks are doubled, so that a shared middle is a whole number too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

# A voice of fewer voters is not shown, and says nothing of its own.
FEWEST = 5


@dataclass(frozen=True)
class Place[Key]:
    """Where a question stands. `is_tied`: others stand there too, and the next place stays empty.

    `rank_sum` is that over all voices (None where a voice stayed under five), `unweighted` the place when all points
    are simply added (None likewise), `of_voice` the place in each voice that is shown.
    """

    key: Key
    place: int
    is_tied: bool
    rank_sum: float | None
    unweighted: int | None
    unweighted_is_tied: bool
    points: int | None
    of_voice: dict[str, tuple[int, bool]]


def rank_twice[Key](points: Mapping[Key, int]) -> dict[Key, int]:
    """Twice the rank of each: the most points first, equals share the middle."""
    of_points = Counter(points.values())
    middle: dict[int, int] = {}
    before = 0
    for value in sorted(of_points, reverse=True):
        # Twice the mean of before + 1 … before + n.
        middle[value] = 2 * before + of_points[value] + 1
        before += of_points[value]
    return {key: middle[value] for key, value in points.items()}


def find_places[Key](sums: Mapping[Key, int]) -> dict[Key, tuple[int, bool]]:
    """Place and whether it is shared; the lowest sum first, and after two firsts comes a third."""
    of_sum = Counter(sums.values())
    first: dict[int, int] = {}
    before = 0
    for value in sorted(of_sum):
        first[value] = before + 1
        before += of_sum[value]
    return {key: (first[value], of_sum[value] > 1) for key, value in sums.items()}


def sum_ranks[Key](options: Collection[Key], of_voice: Mapping[str, Mapping[Key, int]]) -> dict[Key, int]:
    """Twice the sum of the ranks that the voices give; a question that a voice did not choose has no points there."""
    sums = dict.fromkeys(options, 0)
    for points in of_voice.values():
        for key, rank in rank_twice({key: points.get(key, 0) for key in options}).items():
            sums[key] += rank
    return sums


def order_theme[Key](
    options: Collection[Key], of_voice: Mapping[str, Mapping[Key, int]], *, is_whole: bool
) -> list[Place[Key]]:
    """The questions of one theme in the joint order of the voices. Equal places stay in the order they came in.

    `is_whole`: no voice stayed under five. Without it there is the joint order of the others, and nothing else: a sum
    or a total would tell what the few chose.
    """
    sums = sum_ranks(options, of_voice)
    places = find_places(sums)
    totals = {key: sum(points.get(key, 0) for points in of_voice.values()) for key in options}
    plain = find_places({key: -total for key, total in totals.items()})
    in_voice = {voice: find_places({key: -points.get(key, 0) for key in options}) for voice, points in of_voice.items()}
    found = [
        Place(
            key=key,
            place=places[key][0],
            is_tied=places[key][1],
            rank_sum=sums[key] / 2 if is_whole else None,
            unweighted=plain[key][0] if is_whole else None,
            unweighted_is_tied=plain[key][1] if is_whole else False,
            points=totals[key] if is_whole else None,
            of_voice={voice: known[key] for voice, known in in_voice.items()} if is_whole else {},
        )
        for key in options
    ]
    return sorted(found, key=lambda one: one.place)


def find_too_small(counts: Mapping[str, int], joins: Mapping[str, str]) -> list[str]:
    """The voices that would stay under five when role groups are joined like this, the smallest first."""
    sums: Counter[str] = Counter()
    for role_group, count in counts.items():
        sums[joins.get(role_group) or role_group] += count
    standing = [one for one in counts if not joins.get(one)]
    return sorted((one for one in standing if sums[one] < FEWEST), key=lambda one: (sums[one], one))


def find_chains(joins: Mapping[str, str]) -> list[str]:
    """Role groups that are joined to one that is itself joined: nobody could say in whose voice they count."""
    return [one for one, into in joins.items() if into and joins.get(into)]


def suggest_joins(counts: Mapping[str, int], near: Mapping[str, Iterable[str]], *, else_to: str) -> dict[str, str]:
    """For each role group under five the first near one that is large enough, else the largest of all."""
    large = {one for one, count in counts.items() if count >= FEWEST}
    found = {}
    for one in counts:
        if one not in large:
            fitting = next((other for other in near.get(one, ()) if other in large), "")
            found[one] = fitting or (else_to if else_to != one else "")
    return found
