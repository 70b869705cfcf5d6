"""From a question to a method: which of the eight methods fits which question, how much time and how many people.

Pure. What the methods say stands in the database and may be changed; what they are for does not change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from expertise.products.enums import MethodQuestion, MethodSize, MethodTime


@dataclass(frozen=True)
class Use:
    """What a method is good for."""

    questions: frozenset[MethodQuestion] = frozenset()
    times: frozenset[MethodTime] = frozenset()
    sizes: frozenset[MethodSize] = frozenset()


def _use(questions: str, times: str, sizes: str) -> Use:
    return Use(
        frozenset(map(MethodQuestion, questions.split())),
        frozenset(map(MethodTime, times.split())),
        frozenset(map(MethodSize, sizes.split())),
    )


# By the slug of each method that is shipped.
USES: Mapping[str, Use] = {
    "lesson-study": _use("lesson effect", "weeks", "small group"),
    "intervisie": _use("situation training", "hours months", "group"),
    "video-reflexiviteit": _use("strength lesson", "hours weeks", "group"),
    "werkbezoek": _use("elsewhere strength", "hours", "small group"),
    "show-and-share": _use("share elsewhere", "hours", "large"),
    "praktijkonderzoek": _use("effect lesson", "months", "small"),
    "cop-themagroep": _use("together elsewhere", "months", "group"),
    "leerteam-aspirant-leraren": _use("training effect", "months", "group"),
}
NOTHING = Use()


def fit(
    slug: str, question: MethodQuestion | None, time: MethodTime | None, size: MethodSize | None
) -> tuple[int, list[str]]:
    """How well a method fits, and what of it fits («question», «time», «size»); the question weighs most."""
    use = USES.get(slug, NOTHING)
    fitting = [
        name
        for name, fits in (
            ("question", question in use.questions),
            ("time", time in use.times),
            ("size", size in use.sizes),
        )
        if fits
    ]
    return sum(3 if name == "question" else 1 for name in fitting), fitting
