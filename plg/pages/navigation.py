"""The first and the last tab of the closed space: what reads across rooms, and who is there."""

from django.utils.translation import gettext_lazy as _

from plg.space.registry import SpaceTab, register_tabs, to_whoever_enters

register_tabs(
    SpaceTab(
        name="home", label=_("Overview"), url_name="space_home", icon="house", order=0, shown_to=to_whoever_enters
    ),
    SpaceTab(name="members", label=_("Members"), url_name="space_members", icon="users", order=90),
)
