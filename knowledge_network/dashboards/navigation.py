"""The pages of the network as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, anonymous, is_signed_in, register

if TYPE_CHECKING:
    from knowledge_network.members.people.requests import Reader


def manages(user: Reader) -> bool:
    """Who has a desk at /beheer/."""
    return user.is_authenticated and (
        user.is_coordinator
        or user.is_platform_admin
        or user.is_privacy_contact
        or user.is_school_leader
        or user.is_liaison_officer
    )


register(
    Entry(label=_("Home"), url_name="dashboards:home", icon="house", order=10, shown_to=anonymous),
    Entry(label=_("My start"), url_name="dashboards:start", icon="house", order=10, shown_to=is_signed_in, bottom=1),
    Entry(
        label=_("Dashboard"),
        url_name="dashboards:figures_home",
        icon="layout-dashboard",
        order=5,
        place="account",
        shown_to=is_signed_in,
    ),
    Entry(label=_("About"), url_name="dashboards:about", icon="info", order=60, shown_to=anonymous),
    Entry(label=_("Contact"), url_name="dashboards:contact", icon="mail", order=70, shown_to=anonymous),
    Entry(label=_("Management"), url_name="dashboards:management", icon="settings", order=70, shown_to=manages),
    Entry(label=_("About the network"), url_name="dashboards:about", icon="info", order=10, place="footer"),
    Entry(label=_("Contact"), url_name="dashboards:contact", icon="mail", order=20, place="footer"),
    Entry(label=_("Privacy"), url_name="dashboards:privacy", icon="shield", order=30, place="footer"),
    Entry(label=_("Accessibility"), url_name="dashboards:accessibility", icon="hand", order=40, place="footer"),
)
