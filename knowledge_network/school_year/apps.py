from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SchoolYearConfig(AppConfig):
    name = "knowledge_network.school_year"
    label = "school_year"
    verbose_name = _("school year")

    def ready(self) -> None:
        import_module(f"{self.name}.receivers")
