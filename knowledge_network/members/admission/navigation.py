"""What admission offers in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, anonymous, register
from knowledge_network.kit.network import read_network

register(
    Entry(
        label=_("Sign up"),
        url_name="members:signup",
        icon="user-plus",
        order=90,
        shown_to=lambda user: anonymous(user) and read_network().open_signup,
        css_class="nav-signup",
    ),
)
