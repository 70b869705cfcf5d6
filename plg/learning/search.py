"""The way to one's own lines. What stands in them can be found by nobody."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.search.registry import Shortcut, register_shortcut

register_shortcut(
    Shortcut(
        name="plg.my_learning",
        label=_("What I learned in passing"),
        icon="sprout",
        url_name="plg:my_learning",
        words=_("informal learning colleague note line record"),
    )
)
