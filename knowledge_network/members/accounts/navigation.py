"""What accounts offer in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, anonymous, is_signed_in, register

register(
    Entry(
        label=_("Log in"),
        url_name="account_login",
        icon="log-in",
        order=80,
        shown_to=anonymous,
        css_class="nav-login",
    ),
    Entry(
        label=_("Security and login"),
        url_name="mfa_index",
        icon="key-round",
        order=30,
        place="account",
        shown_to=is_signed_in,
    ),
)
