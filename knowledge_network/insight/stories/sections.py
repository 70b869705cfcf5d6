"""The corner of value stories in the closed space of a group."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from knowledge_network.insight.stories.models import ValueStory
from plg.groups.rules import takes_part_in_group
from plg.space.corners import Corner, Line, register

MOST_LINES = 3


def list_lines(group: Any, reader: Any) -> list[Line]:
    """The latest that the reader may read, and the page with all of them. One query."""
    rows = ValueStory.objects.visible_to(reader).shared().filter(group=group)
    found = rows.select_related("author").order_by("-told_at", "-pk")[:MOST_LINES]
    lines = [Line(story.title, story.get_absolute_url(), story.author.get_full_name()) for story in found]
    if lines:
        lines.append(Line(str(_("All stories of this group")), reverse("insight:story_group", args=[group.slug])))
    return lines


def find_start(group: Any, reader: Any) -> str:
    return reverse("insight:story_tell", query={"groep": group.slug}) if takes_part_in_group(reader, group) else ""


register(
    Corner(
        name="stories",
        heading=_("Value stories of this group"),
        icon="sprout",
        empty=_("What came of it, in class and at school? A story in five minutes shows what a figure cannot."),
        button=_("Tell a value story"),
        lines=list_lines,
        start=find_start,
    )
)
