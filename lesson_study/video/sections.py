"""The corner of looking together in the closed space of a group: what is strong here already."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lesson_study.video.queries import list_insights_of_group
from plg.groups.rules import group_is_working, takes_part_in_group
from plg.space.corners import Corner, Line, register

MOST_LINES = 3


def list_lines(group: Any, reader: Any) -> list[Line]:
    """The latest insights, and the page with all. One query."""
    url = reverse("lesson_study:video_group", args=[group.slug])
    lines = [Line(row.text, url, str(row.get_kind_display())) for row in list_insights_of_group(group)[:MOST_LINES]]
    return [*lines, Line(str(_("All that is strong here")), url)] if lines else []


def find_start(group: Any, reader: Any) -> str:
    may_start = takes_part_in_group(reader, group) and group_is_working(reader, group)
    return reverse("lesson_study:video_start", query={"groep": group.slug}) if may_start else ""


register(
    Corner(
        name="video",
        heading=_("What is strong here already"),
        icon="film",
        empty=_("Film an ordinary moment, choose two fragments and look together at what goes well."),
        button=_("Look together at a moment"),
        lines=list_lines,
        start=find_start,
    )
)
