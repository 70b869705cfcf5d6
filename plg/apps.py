from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlgConfig(AppConfig):
    name = "plg"
    verbose_name = _("groups")

    def ready(self) -> None:
        from plg import receivers  # noqa: F401
