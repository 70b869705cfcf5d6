from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.rooms import Wing, autodiscover


class MembersConfig(Wing):
    name = "knowledge_network.members"
    label = "members"
    verbose_name = _("members")

    def ready(self) -> None:
        super().ready()
        autodiscover("audit")
