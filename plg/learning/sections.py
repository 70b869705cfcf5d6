"""What one learned in passing, beside one's hours of meetings: only the lines that one lets count."""

from __future__ import annotations

import datetime as dt

from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.members.people.models import Member
from plg.learning.models import LearnedLine
from plg.records.hours import as_hours, quarters
from plg.records.registry import Beside, BesideLine, register_beside


def find_counted_lines(member: Member, first: dt.date, last: dt.date) -> Beside | None:
    """One query."""
    rows = LearnedLine.objects.filter(member=member, counts=True, happened_on__range=(first, last))
    lines = list(rows.order_by("happened_on", "pk"))
    if not lines:
        return None
    hours = as_hours(quarters(sum(line.minutes or 0 for line in lines))).normalize()
    return Beside(
        heading=gettext_lazy("What I learned in passing"),
        explained=gettext_lazy("Your own lines, those that you let count. They stand apart: nobody confirmed them."),
        icon="lightbulb",
        url_name="plg:my_learning",
        lines=tuple(_build_line(line) for line in lines),
        total=_("%(hours)s hours of your own") % {"hours": localize(hours)} if hours else "",
    )


def _build_line(line: LearnedLine) -> BesideLine:
    about = [str(line.get_learned_with_display()), line.used]
    return BesideLine(line.happened_on, line.what, " · ".join(part for part in about if part))


register_beside(find_counted_lines)
