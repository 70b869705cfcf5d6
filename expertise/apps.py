from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.rooms import Wing


class ExpertiseConfig(Wing):
    name = "expertise"
    verbose_name = _("expertise")
