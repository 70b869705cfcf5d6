"""What each step asks, what each kind of entry has, and what is missing before the next. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from plg.steps.enums import EntryKind, ThemeStep

ENOUGH_QUESTIONS = 3
ENOUGH_SCHOOLS = 2
ENOUGH_PRACTICES = 2
ENOUGH_SOURCES = 2
type Label = str | Promise

# The step in which each kind is written down.
STEP_OF: dict[str, ThemeStep] = {
    EntryKind.QUESTION: ThemeStep.INDIVIDUAL,
    EntryKind.PRACTICE: ThemeStep.PRACTICES,
    EntryKind.SOURCE: ThemeStep.RESEARCH,
    EntryKind.TALK: ThemeStep.MEANING,
    EntryKind.CASE: ThemeStep.CASES,
    EntryKind.BARRIER: ThemeStep.CASES,
}
# Field → what it is called in each kind, in this order; a field without a name there is not asked for.
LABELS: dict[str, dict[str, Label]] = {
    EntryKind.QUESTION: {"title": gettext_lazy("Your question"), "first": gettext_lazy("Where it comes from")},
    EntryKind.PRACTICE: {
        "title": gettext_lazy("Which school or place"),
        "contact": gettext_lazy("Contact person"),
        "first": gettext_lazy("What they do, and for whom"),
        "second": gettext_lazy("What it does for pupils or teachers"),
        "third": gettext_lazy("What has to be there for it"),
        "link": gettext_lazy("Film or page about it"),
    },
    EntryKind.SOURCE: {
        "title": gettext_lazy("Source, as in a list of references"),
        "link": gettext_lazy("Link"),
        "first": gettext_lazy("What it claims"),
        "second": gettext_lazy("Where it fits with us"),
        "third": gettext_lazy("What you doubt"),
    },
    EntryKind.TALK: {
        "title": gettext_lazy("With which team"),
        "held_on": gettext_lazy("On which day"),
        "first": gettext_lazy("What you asked"),
        "second": gettext_lazy("What they said"),
    },
    EntryKind.CASE: {
        "title": gettext_lazy("Name of the case"),
        "first": gettext_lazy("The situation"),
        "second": gettext_lazy("What was chosen and done"),
        "third": gettext_lazy("What came of it"),
        "fourth": gettext_lazy("What has to be there for it"),
    },
    EntryKind.BARRIER: {
        "title": gettext_lazy("What stands in the way"),
        "addressee": gettext_lazy("Who can take it away"),
        "first": gettext_lazy("What you ask of them"),
    },
}
ASKED: dict[str, tuple[str, ...]] = {
    EntryKind.QUESTION: ("title",),
    EntryKind.PRACTICE: ("title", "contact", "first"),
    EntryKind.SOURCE: ("title", "first", "third"),
    EntryKind.TALK: ("title", "held_on", "second"),
    EntryKind.CASE: ("title", "first", "second"),
    EntryKind.BARRIER: ("title", "addressee"),
}
# What the whole group writes down once, by step.
PARTS: dict[int, tuple[str, ...]] = {
    ThemeStep.KEYNOTE: ("keynote_speaker", "keynote_notes", "keynote_link"),
    ThemeStep.CLUSTERING: ("rationale",),
    ThemeStep.BRAINSTORM: ("central_question", "sub_questions", "definitions", "relations"),
    ThemeStep.SHARING: ("agreements", "tensions"),
    ThemeStep.SOLUTION: ("used_by", "follow_up"),
}
EXPLAINED: dict[int, Label] = {
    ThemeStep.INDIVIDUAL: gettext_lazy("Each of you says what you run into. You need not answer it."),
    ThemeStep.KEYNOTE: gettext_lazy("Somebody from outside tells. You may skip this."),
    ThemeStep.CLUSTERING: gettext_lazy("Lay together what belongs together, and write down why."),
    ThemeStep.BRAINSTORM: gettext_lazy("Make one central question, and stand by it with two schools at least."),
    ThemeStep.PRACTICES: gettext_lazy("Look where it is done already: visit, film, ask what it takes."),
    ThemeStep.RESEARCH: gettext_lazy("Read and discuss: what is claimed, and what do you doubt?"),
    ThemeStep.MEANING: gettext_lazy("Each of you talks about it with your own team."),
    ThemeStep.SHARING: gettext_lazy("Lay side by side what the teams said."),
    ThemeStep.CASES: gettext_lazy("Work out cases in which the answer can be seen, and what stands in the way."),
    ThemeStep.SOLUTION: gettext_lazy("Share the solution, and say who uses it."),
}


@dataclass(frozen=True)
class Facts:
    """What is there, as the gates ask it."""

    questions: int
    has_rationale: bool
    has_central_question: bool
    approving_schools: int
    practices: int
    sources: int
    talks: int
    members: int
    cases: int
    has_product: bool
    says_who_uses_it: bool


def count_enough_talks(members: int) -> int:
    """Half of the members, rounded up."""
    return (members + 1) // 2


def find_missing(step: int, facts: Facts) -> list[str]:
    """What is missing in this step before the next, in plain words; of the last, before it is done."""
    return [text for text in _MISSING.get(step, _miss_nothing)(facts) if text]


def _miss_nothing(_facts: Facts) -> list[str]:
    return []


def _miss(there: int, enough: int, text: Promise) -> str:
    lacking = enough - there
    return str(text % {"n": lacking}) if lacking > 0 else ""


def _miss_questions(facts: Facts) -> list[str]:
    return [
        _miss(
            facts.questions,
            ENOUGH_QUESTIONS,
            ngettext_lazy("%(n)d more question is needed.", "%(n)d more questions are needed.", "n"),
        )
    ]


def _miss_rationale(facts: Facts) -> list[str]:
    return ["" if facts.has_rationale else _("Write down why these questions belong together.")]


def _miss_approval(facts: Facts) -> list[str]:
    if not facts.has_central_question:
        return [_("Write the central question in one sentence.")]
    lacking = ENOUGH_SCHOOLS - facts.approving_schools
    if lacking <= 0:
        return []
    if facts.approving_schools:
        return [_("One more member, of another school, has to stand by the central question.")]
    return [_("Two members of different schools have to stand by the central question.")]


def _miss_practices(facts: Facts) -> list[str]:
    return [
        _miss(
            facts.practices,
            ENOUGH_PRACTICES,
            ngettext_lazy(
                "%(n)d more example from practice is needed.", "%(n)d more examples from practice are needed.", "n"
            ),
        )
    ]


def _miss_sources(facts: Facts) -> list[str]:
    return [
        _miss(
            facts.sources,
            ENOUGH_SOURCES,
            ngettext_lazy("%(n)d more source is needed.", "%(n)d more sources are needed.", "n"),
        )
    ]


def _miss_talks(facts: Facts) -> list[str]:
    return [
        _miss(
            facts.talks,
            count_enough_talks(facts.members),
            ngettext_lazy(
                "%(n)d more member has to talk about it with their team.",
                "%(n)d more members have to talk about it with their team.",
                "n",
            ),
        )
    ]


def _miss_cases(facts: Facts) -> list[str]:
    return ["" if facts.cases else _("Work out one example case at least.")]


def _miss_solution(facts: Facts) -> list[str]:
    return [
        "" if facts.has_product else _("Share the solution in the knowledge base."),
        "" if facts.says_who_uses_it else _("Write down who uses it."),
    ]


_MISSING = {
    ThemeStep.INDIVIDUAL.value: _miss_questions,
    ThemeStep.CLUSTERING.value: _miss_rationale,
    ThemeStep.BRAINSTORM.value: _miss_approval,
    ThemeStep.PRACTICES.value: _miss_practices,
    ThemeStep.RESEARCH.value: _miss_sources,
    ThemeStep.MEANING.value: _miss_talks,
    ThemeStep.CASES.value: _miss_cases,
    ThemeStep.SOLUTION.value: _miss_solution,
}
