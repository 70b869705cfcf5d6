from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpertiseConfig(AppConfig):
    name = "expertise"
    verbose_name = _("expertise")

    def ready(self) -> None:
        from expertise import receivers  # noqa: F401
