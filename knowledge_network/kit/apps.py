from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate, pre_migrate

from knowledge_network.kit import database_views
from knowledge_network.kit.rooms import autodiscover


class KitConfig(AppConfig):
    name = "knowledge_network.kit"
    label = "kit"

    def ready(self) -> None:
        autodiscover("navigation", "database_views")
        if settings.TRACES_URL:
            # Its packages are there only where traces are wanted.
            import_module("knowledge_network.kit.traces").start_traces()
        pre_migrate.connect(database_views.drop_views_in_the_way, sender=self)
        post_migrate.connect(database_views.make_views, sender=self)
