from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.rooms import Wing


class InsightConfig(Wing):
    """The network in view: what a group says of itself, without betraying anybody."""

    name = "knowledge_network.insight"
    verbose_name = _("insight")
