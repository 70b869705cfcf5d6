"""From a question to a method: which of the eight methods fits which question, how much time and how many people.

Pure. What the methods say stands in the database and may be changed; what they are for does not change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

QUESTIONS: dict[str, str | Promise] = {
    "les": _("I want to see better how pupils learn in a lesson"),
    "situatie": _("I have a difficult situation or a dilemma"),
    "kracht": _("I want to see what goes well already, and why"),
    "elders": _("I want to know how others do it"),
    "delen": _("We made something and want others to use it"),
    "werkt": _("I want to know whether something works"),
    "samen": _("Many schools have the same question"),
    "opleiden": _("I learn to be a teacher, or guide who does"),
}
TIMES: dict[str, str | Promise] = {
    "uren": _("A few hours"),
    "weken": _("A few weeks"),
    "maanden": _("Half a year or more"),
}
SIZES: dict[str, str | Promise] = {
    "klein": _("Alone or with two or three others"),
    "groep": _("With four to twelve people"),
    "groot": _("With more than twelve people"),
}


@dataclass(frozen=True)
class Use:
    """What a method is good for."""

    questions: frozenset[str]
    times: frozenset[str]
    sizes: frozenset[str]


def _use(questions: str, times: str, sizes: str) -> Use:
    return Use(frozenset(questions.split()), frozenset(times.split()), frozenset(sizes.split()))


USES: Mapping[str, Use] = {
    "lesson-study": _use("les werkt", "weken", "klein groep"),
    "intervisie": _use("situatie opleiden", "uren maanden", "groep"),
    "video-reflexiviteit": _use("kracht les", "uren weken", "groep"),
    "werkbezoek": _use("elders kracht", "uren", "klein groep"),
    "show-and-share": _use("delen elders", "uren", "groot"),
    "praktijkonderzoek": _use("werkt les", "maanden", "klein"),
    "cop-themagroep": _use("samen elders", "maanden", "groep"),
    "leerteam-aspirant-leraren": _use("opleiden werkt", "maanden", "groep"),
}
NOTHING = _use("", "", "")


def fit(slug: str, question: str, time: str, size: str) -> tuple[int, list[str]]:
    """How well a method fits, and what of it fits («question», «time», «size»); the question weighs most."""
    use = USES.get(slug, NOTHING)
    fitting = [
        name
        for name, asked, good in (
            ("question", question, use.questions),
            ("time", time, use.times),
            ("size", size, use.sizes),
        )
        if asked and asked in good
    ]
    return sum(3 if name == "question" else 1 for name in fitting), fitting
