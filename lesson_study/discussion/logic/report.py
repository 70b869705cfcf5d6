"""The report as the study itself proposes it: the same words for the same evidence. No word of a note stands in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lesson_study.classroom.enums import Match
from lesson_study.classroom.models import ResearchLesson
from lesson_study.cycles.enums import StudyItemKind
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.discussion.enums import InsightLevel
from lesson_study.discussion.models import Insight, PupilProgress, Revision
from lesson_study.discussion.queries import SeenLesson, list_pupils, read_seen
from lesson_study.plan.models import CasePupil

END_OF_SENTENCE = (".", "!", "?", "…", "»")


def draft_report(cycle: LessonStudyCycle) -> str:
    """In Markdown. Names no member, school or class; pupils are letters."""
    lessons = list(ResearchLesson.objects.select_related("plan").filter(cycle=cycle).order_by("number"))
    for lesson in lessons:
        lesson.cycle = cycle
    seen = [read_seen(lesson) for lesson in lessons]
    pupils = list_pupils(cycle)
    parts = [
        _goal(cycle),
        _section(_("What pupils often think"), _misconceptions(cycle)),
        _section(_("Whom we looked at"), (_pupil_line(pupil) for pupil in pupils)),
        _section(_("The lesson"), _rows(seen)),
        _section(_("What we expected and what we saw"), _counts(seen, pupils)),
        _section(_("What we changed, and why"), _revisions(cycle)),
        _section(_("How far the pupils came"), _progress(pupils)),
        *_insights(cycle),
        _section(_("What we still want to know"), (f"- {one.text}" for one in cycle.open_questions.order_by("pk"))),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(heading: str, lines: Iterator[str]) -> str:
    """Nothing for a heading without lines."""
    found = [line for line in lines if line]
    return "\n".join([f"## {heading}", "", *found]) if found else ""


def _find_stop(text: str) -> str:
    """What ends its sentence, where the writer left that out."""
    return "" if text.endswith(END_OF_SENTENCE) else "."


def _goal(cycle: LessonStudyCycle) -> str:
    parts = []
    if cycle.question:
        parts.append(f"## {_('Our question')}\n\n{cycle.question}")
    if cycle.long_term_goal:
        parts.append(f"## {_('What kind of learners we hope for')}\n\n{cycle.long_term_goal}")
    if cycle.evidence:
        parts.append(f"## {_('What we saw before')}\n\n{cycle.evidence}")
    return "\n\n".join(parts)


def _misconceptions(cycle: LessonStudyCycle) -> Iterator[str]:
    items = cycle.study_items.filter(kind=StudyItemKind.MISCONCEPTION).order_by("position", "pk")
    return (f"- {item.title}" for item in items)


def _pupil_line(pupil: CasePupil) -> str:
    line = f"- **{pupil}**: {pupil.typification}"
    if not pupil.success_criterion:
        return line
    return f"{line}{_find_stop(pupil.typification)} " + _("Succeeds when: %(criterion)s") % {
        "criterion": pupil.success_criterion
    }


def _rows(seen: list[SeenLesson]) -> Iterator[str]:
    """The plan that was taught last."""
    for number, row in enumerate(seen[-1].rows if seen else [], start=1):
        minutes = f" ({_('%(count)s min') % {'count': row.length}})" if row.length else ""
        yield f"{number}. {row.label or '–'}{minutes}"


def counted(counter: Counter[str]) -> str:
    """«3 zoals verwacht, 1 anders», without what did not happen."""
    return ", ".join(f"{counter[match]} {match.label}" for match in Match if counter[match])


def _counts(seen: list[SeenLesson], pupils: list[CasePupil]) -> Iterator[str]:
    for one in seen:
        total = ngettext("%(count)s observation", "%(count)s observations", one.total) % {"count": one.total}
        yield f"**{_('Lesson %(number)s') % {'number': one.lesson.number}}** ({total})\n"
        for number, row in enumerate(one.rows, start=1):
            for pupil in pupils:
                told = counted(one.counts.get((row.key, pupil.code), Counter()))
                if told:
                    expected = row.expected.get(pupil.code, "")
                    beside = f" «{expected}» →" if expected else ""
                    yield f"- {number}. {row.label or '–'}, {pupil.code}:{beside} {told}"
        yield "" if one is seen[-1] else "\n"


def _revisions(cycle: LessonStudyCycle) -> Iterator[str]:
    changes = Revision.objects.filter(discussion__lesson__cycle=cycle).select_related("discussion__lesson")
    for change in changes.order_by("discussion__lesson__number", "position"):
        line = f"- {change.before} → **{change.after}**" if change.before else f"- **{change.after}**"
        stop = _find_stop(change.after)
        yield f"{line}{stop} " + _("Because: %(reason)s") % {"reason": change.reason}
    for reason in ResearchLesson.objects.filter(cycle=cycle).values_list("discussion__no_revision_reason", flat=True):
        if reason:
            yield "- " + _("No change, because %(reason)s") % {"reason": reason}
    if cycle.no_reteach_reason:
        yield "- " + _("There was no second lesson: %(reason)s") % {"reason": cycle.no_reteach_reason}


def _progress(pupils: list[CasePupil]) -> Iterator[str]:
    found = {one.case_pupil_id: one for one in PupilProgress.objects.filter(case_pupil__in=pupils)}
    for pupil in pupils:
        if (one := found.get(pupil.pk)) is not None:
            yield f"- **{pupil}**: {one.get_progress_display()}" + (f". {one.text}" if one.text else "")


def _insights(cycle: LessonStudyCycle) -> Iterator[str]:
    insights = list(Insight.objects.filter(cycle=cycle).order_by("position", "pk"))
    for level in InsightLevel:
        lines = (f"- {one.text}" for one in insights if one.level == level)
        yield _section(_("What we understand now, %(level)s") % {"level": level.label}, lines)
    # One deed may follow from several insights: it is done once.
    deeds = dict.fromkeys(one.monday for one in insights if one.monday)
    yield _section(_("What we do on Monday"), (f"- {deed}" for deed in deeds))
