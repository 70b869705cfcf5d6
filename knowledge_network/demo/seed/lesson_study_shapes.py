"""What a Lesson Study of the demo consists of; the texts are in the files beside this one."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class DemoPupil:
    code: str
    alias: str
    typification: str
    learning_start: str
    criterion: str
    progress: str = ""
    shows: str = ""


@dataclass(frozen=True)
class DemoRow:
    """One row of the plan; `expected` and `look_for` by letter of the case pupil."""

    label: str
    minutes: int
    teacher: str
    pupils: str
    materials: str
    expected: dict[str, str]
    look_for: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class DemoNote:
    """What an observer wrote: in which row (from 1), of whom, `minute` of the lesson."""

    row: int
    pupil: str
    minute: int
    match: str
    text: str = ""
    is_quote: bool = False
    is_critical: bool = False


@dataclass(frozen=True)
class DemoInterview:
    pupil: str
    liked: str
    learned: str
    helped: str
    would_change: str


@dataclass(frozen=True)
class DemoChange:
    """`notes` are the places (from 0) of the observations behind it."""

    row: int
    before: str
    after: str
    reason: str
    notes: tuple[int, ...]


@dataclass(frozen=True)
class DemoInsight:
    level: str
    text: str
    monday: str
    notes: tuple[int, ...]


@dataclass(frozen=True)
class Rewrite:
    """What the second version says in a row (from 1)."""

    row: int
    column: str
    text: str


@dataclass(frozen=True)
class DemoStudyItem:
    kind: str
    title: str
    text: str = ""


@dataclass(frozen=True)
class DemoStudy:
    """A whole cycle; `phase` is where it stands today. `feedback`: what the expert says of the plan."""

    group: str
    title: str
    subject: str
    years: tuple[int, ...]
    topics: tuple[str, ...]
    phase: str
    goal: str
    theme: str
    question: str
    evidence: str
    school_link: str
    items: tuple[DemoStudyItem, ...] = ()
    pupils: tuple[DemoPupil, ...] = ()
    rows: tuple[DemoRow, ...] = ()
    notes: tuple[DemoNote, ...] = ()
    interviews: tuple[DemoInterview, ...] = ()
    discussion: tuple[tuple[str, str], ...] = ()
    changes: tuple[DemoChange, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    second_notes: tuple[DemoNote, ...] = ()
    second_discussion: tuple[tuple[str, str], ...] = ()
    insights: tuple[DemoInsight, ...] = ()
    open_question: str = ""
    # What nobody has to answer now.
    question_for_practice: str = ""
    answer: str = ""
    asked_of_expert: str = ""
    feedback: str = ""
    summary: str = ""
    stopped_because: str = ""
    learned_from_stopping: str = ""
