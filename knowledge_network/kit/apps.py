from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "knowledge_network.kit"
    label = "kit"
