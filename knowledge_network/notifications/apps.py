from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.rooms import Wing, autodiscover


class NotificationsConfig(Wing):
    name = "knowledge_network.notifications"
    label = "notifications"
    verbose_name = _("notifications")

    def ready(self) -> None:
        from knowledge_network.kit.emails import register_outbox
        from knowledge_network.members.people.models.member import fetched_with_user
        from knowledge_network.notifications.digests import bundles, planning, weekly
        from knowledge_network.notifications.events import admission, mails, registry  # noqa: F401
        from knowledge_network.notifications.events.models import unread_count
        from knowledge_network.notifications.outbox import plan_mail, register_composer, register_sent
        from knowledge_network.notifications.outbox.planner import register_planner

        super().ready()
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
