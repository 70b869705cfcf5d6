from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FiguresConfig(AppConfig):
    """What is counted of the network, and the monthly figures that betray nobody."""

    name = "knowledge_network.figures"
    label = "figures"
    verbose_name = _("figures")
