"""Checking a signed document is for everybody, so it stands at the foot of each page."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, register

register(
    Entry(
        label=_("Check a signed agreement"),
        url_name="agreements:agreement_verify",
        icon="shield-check",
        order=50,
        place="footer",
    ),
)
