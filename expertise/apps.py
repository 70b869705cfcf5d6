from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExpertiseConfig(AppConfig):
    name = "expertise"
    verbose_name = _("expertise")

    def ready(self) -> None:
        from expertise import receivers  # noqa: F401
        from expertise.asking.digest import register_questions
        from expertise.asking.timers import plan_help
        from expertise.claims import sections as profile  # noqa: F401
        from expertise.claims.actions.aging import age_claims
        from expertise.products.dates import plan_product_dates
        from expertise.products.digest import register_products
        from knowledge_network.notifications.digests.weekly import WEEKLY
        from knowledge_network.notifications.planner import register_planner

        register_planner("expertise", age_claims)
        register_products(WEEKLY)
        register_questions(WEEKLY)
        register_planner("help", plan_help)
        register_planner("products", plan_product_dates)
