"""What agreements offer in the frame: by role in the menu, for every member in the footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


def reads_agreements(user: Reader) -> bool:
    """Who leads a school or a partner, or runs the network: without a query."""
    return user.is_authenticated and (user.is_coordinator or user.is_school_leader or user.is_director)


register(
    Entry(
        label=_("Agreements"),
        url_name="agreements:agreements_home",
        icon="handshake",
        order=65,
        shown_to=reads_agreements,
    ),
    Entry(
        label=_("Agreements of the partners"),
        url_name="agreements:agreements_home",
        icon="handshake",
        order=14,
        place="footer",
        shown_to=is_signed_in,
    ),
)
