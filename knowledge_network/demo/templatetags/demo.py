"""What the log-in page shows in demo mode."""

from django import template
from django.utils.translation import gettext as _

from knowledge_network.demo.seed.roster import LOGINS, PASSWORD, DemoLogin

register = template.Library()


@register.simple_tag
def demo_logins() -> list[dict[str, str]]:
    """Name, address and role of every account that one click opens."""
    return [{"name": one.full_name, "email": one.email, "role": name_role(one)} for one in LOGINS]


@register.simple_tag
def demo_password() -> str:
    return PASSWORD


def name_role(one: DemoLogin) -> str:
    roles = {
        "leraar": _("Teacher"),
        "aspirant": _("Student teacher"),
        "schoolopleider": _("Teacher educator at the school"),
        "instituut": _("Teacher educator at the institute"),
        "schoolleider": _("School leader"),
        "bestuurder": _("Board member"),
        "programmaleider": _("Programme leader"),
        "coordinator": _("Network coordinator"),
        "expert": _("Group leader and expert"),
        "verbinding": _("Liaison officer"),
        "privacy": _("Privacy contact"),
        "beheer": _("Platform administrator"),
        "werkplek": _("Workplace mentor"),
        "onderzoeker": _("Researcher"),
    }
    return roles.get(one.address, one.label)
