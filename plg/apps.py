from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.rooms import Wing


class PlgConfig(Wing):
    name = "plg"
    verbose_name = _("groups")
