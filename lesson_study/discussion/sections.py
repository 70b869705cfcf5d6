"""What a team adds to the page of a question that came of its study: who reads the answer, and where it is from."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from expertise.asking.rules import ReadingAlong, register_reading_along
from expertise.questions.models import PracticeQuestion
from expertise.questions.registry import Origin, register_origin
from lesson_study.cycles.sections import find_address_of
from lesson_study.discussion.queries import find_study_of, has_asked_in_team, study_of_question


def tell_who_reads(help_request: Any) -> str:
    cycle = study_of_question(help_request)
    return _("The team of the Lesson Study «%(title)s» reads along.") % {"title": cycle.title} if cycle else ""


register_reading_along(ReadingAlong(reads=has_asked_in_team, tell=tell_who_reads))


def tell_origin(question: PracticeQuestion, reader: Any) -> Origin | None:
    cycle = find_study_of(question, reader)
    if cycle is None:
        return None
    return Origin(
        _("Left from the Lesson Study «%(title)s»") % {"title": cycle.title},
        find_address_of(cycle),
    )


register_origin(tell_origin)
