from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "knowledge_network.notifications"
    label = "notifications"
    verbose_name = _("notifications")

    def ready(self) -> None:
        from knowledge_network.kit.emails import register_outbox
        from knowledge_network.members.models.member import fetched_with_user
        from knowledge_network.notifications import admission, receivers  # noqa: F401
        from knowledge_network.notifications.models import unread_count
        from knowledge_network.notifications.outbox import plan_mail

        autodiscover_modules("notices")
        fetched_with_user["unread_notices"] = unread_count
        register_outbox(plan_mail)
