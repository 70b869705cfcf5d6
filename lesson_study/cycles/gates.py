"""What has to be there before a team leaves the start, the goal and the study beforehand."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lesson_study.cycles.checker import looks_at_pupils
from lesson_study.cycles.enums import Phase, StudyItemKind, TeamRole
from lesson_study.cycles.models import LessonStudyCycle
from lesson_study.cycles.people import LARGEST_TEAM, SMALLEST_TEAM, roles_missing
from lesson_study.cycles.phases import Missing, register_gate

FEWEST_SOURCES, FEWEST_MISCONCEPTIONS = 2, 1
# Both count as something that the team read.
READ = (StudyItemKind.SOURCE, StudyItemKind.LEARNING_LINE)


def start_gate(cycle: LessonStudyCycle) -> list[Missing]:
    """Three to six people, each role filled, a leader for the discussion, and the charter of everybody. One query."""
    standing = list(cycle.team.standing().select_related("member").order_by("pk"))
    team = [row for row in standing if row.accepted_at is not None]
    asked = [row for row in standing if row.accepted_at is None]
    page = reverse("lesson_study:start_team", args=[cycle.public_id])
    found = [Missing(text, page) for text in _of_size(len(team))]
    found += [Missing(text, page) for text in roles_missing(team, asked)]
    charter = reverse("lesson_study:start_charter", args=[cycle.public_id])
    if not cycle.charter.strip():
        found.append(Missing(_("The agreements of the team are empty."), charter))
    silent = [row.member.get_full_name() for row in team if row.charter_accepted_at is None]
    if silent:
        text = gettext("Not agreed with the agreements yet: %(names)s.") % {"names": ", ".join(silent)}
        found.append(Missing(text, charter))
    return found


def _of_size(size: int) -> list[str]:
    if size < SMALLEST_TEAM:
        text = ngettext(
            "The team has %(count)s person who said yes. Three are needed.",
            "The team has %(count)s people who said yes. Three are needed.",
            size,
        )
        return [text % {"count": size}]
    return [gettext("The team has more than six people.")] if size > LARGEST_TEAM else []


def goal_gate(cycle: LessonStudyCycle) -> list[Missing]:
    """A question about how pupils learn, and how it fits the schools. No query."""
    page = reverse("lesson_study:goal", args=[cycle.public_id])
    found = []
    if not cycle.question.strip():
        found.append(Missing(_("There is no research question yet."), f"{page}#id_question"))
    elif not looks_at_pupils(cycle.question):
        found.append(Missing(_("The question is not about how pupils learn yet."), f"{page}#id_question"))
    if not cycle.school_link.strip():
        found.append(
            Missing(_("Say how the question fits what your schools are working on."), f"{page}#id_school_link")
        )
    return found


def study_gate(cycle: LessonStudyCycle) -> list[Missing]:
    """Two sources and a misconception. One query."""
    kinds = list(cycle.study_items.values_list("kind", flat=True))
    page = reverse("lesson_study:prior_study", args=[cycle.public_id])
    sources = sum(kind in READ for kind in kinds)
    found = []
    if sources < FEWEST_SOURCES:
        text = ngettext(
            "%(count)s more source is needed.", "%(count)s more sources are needed.", FEWEST_SOURCES - sources
        )
        found.append(Missing(text % {"count": FEWEST_SOURCES - sources}, f"{page}#toevoegen"))
    if StudyItemKind.MISCONCEPTION not in kinds:
        found.append(Missing(_("There is no misconception yet. What do pupils often get wrong?"), f"{page}#misvatting"))
    return found


def lesson_gate(cycle: LessonStudyCycle) -> list[Missing]:
    """Before the lesson somebody has to be there who teaches it: a team changes on the way. One query."""
    if cycle.team.present().filter(team_roles__contains=[TeamRole.TEACHER]).exists():
        return []
    page = reverse("lesson_study:start_team", args=[cycle.public_id])
    return [Missing(_("Nobody teaches the lesson now. Choose who does."), page)]


register_gate(Phase.START, start_gate)
register_gate(Phase.GOAL, goal_gate)
register_gate(Phase.STUDY, study_gate)
register_gate(Phase.DESIGN, lesson_gate)
