"""The tab of the ten steps, in the closed space of a theme group only."""

from django.utils.translation import gettext_lazy as _

from plg.groups.enums import GroupKind
from plg.space.registry import SpaceTab, register_tabs

register_tabs(
    SpaceTab(
        name="steps",
        label=_("Ten steps"),
        url_name="steps",
        icon="milestone",
        order=5,
        shown_to=lambda space: space.group.kind == GroupKind.THEME,
    )
)
