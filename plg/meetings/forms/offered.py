"""A choice among meetings of which there may be many: the first of them, and the field says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.cut import cut
from plg.meetings.models import Meeting

MOST_OFFERED = 40


def offer_first(field: Any, meetings: QuerySet[Meeting], *, chosen: Iterable[int | None] = ()) -> None:
    """Offer in `field` the first forty of `meetings` in their order, and what is chosen already: by when they are."""
    keys = cut(meetings.values_list("pk", flat=True), MOST_OFFERED)
    offered = {*keys, *chosen} - {None}
    field.queryset = Meeting.objects.filter(pk__in=offered).order_by("starts_at", "pk")
    if keys.is_cut:
        said = _("The first %(most)s of them stand here.") % {"most": MOST_OFFERED}
        field.help_text = f"{field.help_text} {said}".strip()
