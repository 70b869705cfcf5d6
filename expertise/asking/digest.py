"""What questions bring to the overview of the week: at most three that are open now and fit what one knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expertise.asking.queries.requests import find_fitting_for
from knowledge_network.kit.dates import nice_date
from knowledge_network.notifications.digests import Item, Section, Window, register_section
from knowledge_network.notifications.digests.weekly import WEEKLY

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member


def open_questions(members: Sequence[Member], _windows: Mapping[int, Window]) -> dict[int, list[Item]]:
    """Only what was asked of the whole network, as it is when the overview is made. Six queries."""
    return {
        member: [
            Item(
                text=help_request.title,
                detail=nice_date(help_request.asked_at),
                url=reverse("expertise:help_request_detail", args=[help_request.public_id]),
                why=_("It is about «%(topic)s».") % {"topic": topic},
            )
            for help_request, topic in rows
        ]
        for member, rows in find_fitting_for(members).items()
    }


def register_questions(digest: str) -> None:
    heading = gettext_lazy("Open questions for your expertise")
    register_section(digest, Section("questions", heading, open_questions, order=40))


register_questions(WEEKLY)
