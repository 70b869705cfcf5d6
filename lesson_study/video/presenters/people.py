"""Names as pages of a session show them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from knowledge_network.members.people.models import Member


def tell_name(member: Member | None) -> str:
    """Who is not in the network now is named nowhere."""
    if member is None:
        return ""
    return member.get_full_name() if member.is_present else str(_("former member"))
