"""The research agenda is found by its name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge_network.search.registry import Shortcut, register_shortcut

register_shortcut(
    Shortcut(
        name="expertise.research_agenda",
        label=_("Research agenda"),
        icon="map",
        url_name="expertise:research_agenda",
        words=_("research agenda questions themes sub themes state gaps wishes"),
        order=57,
    )
)
