"""With what a coordinator may begin for each kind of badge; nothing is given before they wrote a criterion."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from knowledge_network.exchange.badges.enums import BadgeKind


@dataclass(frozen=True)
class Suggestion:
    name: str | Promise
    description: str | Promise
    criterion: str | Promise
    months: int = 24


SUGGESTIONS = {
    BadgeKind.PROCESS_GUIDE: Suggestion(
        _("Process guide"),
        _("Guides a group of teachers so that all learn from each other's practice."),
        _(
            "Guided a group for at least one school year, prepared its meetings with the members, and shows with two "
            "examples how the group came to learn from each other. A colleague who was there tells the same."
        ),
    ),
    BadgeKind.LESSON_STUDY: Suggestion(
        _("Lesson Study completed"),
        _("Took part in a whole Lesson Study: from question to shared insight."),
        _(
            "Was in the team from goal to reflection, designed, observed and discussed a lesson, and tells in own "
            "words what it showed about pupils' learning and what changed in the own class."
        ),
        36,
    ),
    BadgeKind.LIAISON_OFFICER: Suggestion(
        _("Liaison officer"),
        _("Connects people of schools and the teacher education who would not find each other."),
        _(
            "Was liaison officer for at least half a year, and shows with three examples how people were brought "
            "together and what came of it."
        ),
    ),
    BadgeKind.EXPERT: Suggestion(
        _("Recognised expertise"),
        _("Has expertise that is shown by evidence and recognised by colleagues of other schools."),
        _(
            "The expertise is recognised in the network: there is evidence, and two colleagues of two other schools "
            "say so from what they did together. It ends as soon as that is so no longer."
        ),
    ),
}
