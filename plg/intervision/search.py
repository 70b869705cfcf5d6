"""The way to one's intervisions. No session and no word of one can be found."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.search.registry import Shortcut, register_shortcut

register_shortcut(
    Shortcut(
        name="plg.intervision",
        label=_("My intervision"),
        icon="users-round",
        url_name="plg:intervision_list",
        words=_("intervision case dilemma incident method"),
    )
)
