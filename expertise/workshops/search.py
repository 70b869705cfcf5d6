"""Coming into a workshop is found by its name."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge_network.search.registry import Shortcut, register_shortcut

register_shortcut(
    Shortcut(
        name="expertise.workshop_join",
        label=_("Come into a workshop"),
        icon="log-in",
        url_name="expertise:workshop_join",
        words=_("workshop code screen table ranking take part"),
        order=58,
    )
)
