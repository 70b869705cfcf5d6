from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.rooms import Wing


class AgreementsConfig(Wing):
    """What the partners agreed, who signed it, what follows from it, and the plan and money that hang on it."""

    name = "knowledge_network.agreements"
    verbose_name = _("agreements")
