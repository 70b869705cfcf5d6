from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MembersConfig(AppConfig):
    name = "knowledge_network.members"
    label = "members"
    verbose_name = _("members")

    def ready(self) -> None:
        from knowledge_network.members.accounts import receivers  # noqa: F401

        autodiscover_modules("audit")
