from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.rooms import Wing, autodiscover


class NotificationsConfig(Wing):
    name = "knowledge_network.notifications"
    label = "notifications"
    verbose_name = _("notifications")

    def ready(self) -> None:
        from knowledge_network.kit.emails import register_outbox
        from knowledge_network.notifications.digests import bundles, planning, weekly
        from knowledge_network.notifications.events import admission  # noqa: F401
        from knowledge_network.notifications.outbox import plan_mail
        from knowledge_network.notifications.outbox.planner import register_planner

        super().ready()
        autodiscover("notices")
        register_planner("bundles", bundles.plan_bundles)
        weekly.register_weekly()
        register_planner("digests", planning.plan_digests)
        register_outbox(plan_mail)
