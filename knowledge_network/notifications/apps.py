from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.rooms import autodiscover


class NotificationsConfig(AppConfig):
    name = "knowledge_network.notifications"
    label = "notifications"
    verbose_name = _("notifications")

    def ready(self) -> None:
        from knowledge_network.kit.emails import register_outbox
        from knowledge_network.members.people.models.member import fetched_with_user
        from knowledge_network.notifications import (
            admission,  # noqa: F401
            audit,  # noqa: F401
            bundles,
            mails,
            receivers,  # noqa: F401
            registry,
            tasks,  # noqa: F401 known by name to who wakes the sender
        )
        from knowledge_network.notifications.digests import planning, weekly
        from knowledge_network.notifications.models import unread_count
        from knowledge_network.notifications.outbox import plan_mail, register_composer, register_sent
        from knowledge_network.notifications.planner import register_planner

        autodiscover("notices")
        for kind in registry.kinds():
            register_composer(kind.name, mails.compose_notice)
            register_sent(kind.name, mails.mark_mailed)
        register_composer(mails.BUNDLE, mails.compose_bundle)
        register_sent(mails.BUNDLE, mails.mark_mailed)
        register_planner("bundles", bundles.plan_bundles)
        weekly.register_weekly()
        register_planner("digests", planning.plan_digests)
        fetched_with_user["unread_notices"] = unread_count
        register_outbox(plan_mail)
