from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.rooms import Wing, autodiscover


class NotificationsConfig(Wing):
    name = "knowledge_network.notifications"
    label = "notifications"
    verbose_name = _("notifications")

    def ready(self) -> None:
        super().ready()
        autodiscover("notices")
