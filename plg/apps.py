from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlgConfig(AppConfig):
    name = "plg"
    verbose_name = _("groups")

    def ready(self) -> None:
        from knowledge_network.notifications import rhythm
        from knowledge_network.notifications.digests.weekly import WEEKLY
        from knowledge_network.notifications.planner import register_planner
        from knowledge_network.school_year.calendar import school_days_of_network
        from plg.groups import receivers  # noqa: F401
        from plg.meetings.actions import guests  # noqa: F401 its composer registers itself
        from plg.meetings.reminders import plan_reminders
        from plg.pages import digest  # noqa: F401
        from plg.records.followups import plan_followups

        digest.register_sections(WEEKLY)
        register_planner("reminders", plan_reminders)
        register_planner("followups", plan_followups)
        rhythm.register_school_days(school_days_of_network)
