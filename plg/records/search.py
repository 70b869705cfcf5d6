"""Ways to what is kept of meetings, for who searches for them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge_network.search.registry import (
    Shortcut,
    register_shortcut,
)

register_shortcut(
    Shortcut(
        name="plg.check_in",
        label=_("Check in"),
        icon="check",
        url_name="plg:check_in",
        words=_("code meeting"),
        order=60,
    )
)


register_shortcut(
    Shortcut(
        name="plg.hours",
        label=_("My hours"),
        icon="clock",
        url_name="plg:my_hours",
        words=_("certificate registration pdf"),
        order=60,
    )
)


register_shortcut(
    Shortcut(
        name="plg.actions",
        label=_("My action points"),
        icon="list-checks",
        url_name="plg:my_action_items",
        words=_("tasks to do"),
        order=60,
    )
)
