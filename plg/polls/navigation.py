"""The tab of polls in the closed space, beside that of meetings."""

from django.utils.translation import gettext_lazy as _

from plg.space.registry import SpaceTab, register_tabs

register_tabs(SpaceTab(name="polls", label=_("Polls"), url_name="poll_list", icon="chart-column", order=50))
