"""What the search inside a group finds of polls: in the question, the explanation and the options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import StringAgg, TextField, Value
from django.db.models.functions import Coalesce

from plg.polls.models import Poll
from plg.space.models.conversation import SEARCH_CONFIG
from plg.space.registry import FOUND_AT_MOST, Finder, Found, register_finders

if TYPE_CHECKING:
    from plg.space.entrance import Space


def polls(space: Space, words: str) -> list[Found]:
    """One query."""
    labels = Coalesce(StringAgg("options__label", delimiter=Value(" ")), Value(""), output_field=TextField())
    rows = (
        Poll.objects.present()
        .filter(group=space.group)
        .annotate(labels=labels)
        .annotate(found=SearchVector("title", "explanation", "labels", config=SEARCH_CONFIG))
        .filter(found=SearchQuery(words, config=SEARCH_CONFIG, search_type="websearch"))
        .order_by("-made_at", "-pk")[:FOUND_AT_MOST]
    )
    return [
        Found("chart-column", row.title, space.url("poll_detail", row.public_id), row.made_at, text=row.explanation)
        for row in rows
    ]


register_finders(Finder("polls", polls, order=40))
