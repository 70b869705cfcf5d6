import gc

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardsConfig(AppConfig):
    name = "knowledge_network.dashboards"
    label = "dashboards"
    verbose_name = _("dashboards")

    def ready(self) -> None:
        from knowledge_network.dashboards import digests, receivers  # noqa: F401, PLC0415 they name models, which Django has by now

        digests.register_digests()
        # What was loaded stays, and need not be looked through again; see the settings.
        gc.freeze()
        gc.enable()
