"""What a team adds to the page of a question that came of its study: all of it read the answer."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from expertise.asking.rules import ReadingAlong, register_reading_along
from lesson_study.discussion.queries import has_asked_in_team, study_of_question


def tell_who_reads(help_request: Any) -> str:
    cycle = study_of_question(help_request)
    return _("The team of the Lesson Study «%(title)s» reads along.") % {"title": cycle.title} if cycle else ""


register_reading_along(ReadingAlong(reads=has_asked_in_team, tell=tell_who_reads))
