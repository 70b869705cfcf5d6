from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.rooms import autodiscover


class SearchConfig(AppConfig):
    name = "knowledge_network.search"
    label = "search"
    verbose_name = _("search")

    def ready(self) -> None:
        autodiscover("search")
