from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.rooms import Wing


class ExchangeConfig(Wing):
    """Open to the world: what others may fetch of the network, and how people come in from elsewhere."""

    name = "knowledge_network.exchange"
    verbose_name = _("exchange")
