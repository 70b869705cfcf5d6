from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "knowledge_network.notifications"
    label = "notifications"
    verbose_name = _("notifications")

    def ready(self) -> None:
        from knowledge_network.kit.emails import register_outbox
        from knowledge_network.notifications.outbox import plan_mail

        autodiscover_modules("notices")
        register_outbox(plan_mail)
