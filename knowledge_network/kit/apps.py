from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KitConfig(AppConfig):
    name = "knowledge_network.kit"
    label = "kit"

    def ready(self) -> None:
        autodiscover_modules("navigation")
