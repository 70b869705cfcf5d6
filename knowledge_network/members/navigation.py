"""What members offer in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, anonymous, register, signed_in

register(
    Entry(
        label=_("Members"),
        url_name="members:member_list",
        icon="contact-round",
        order=30,
    ),
    Entry(
        label=_("Log in"),
        url_name="account_login",
        icon="log-in",
        order=80,
        shown_to=anonymous,
        css_class="nav-login",
    ),
    Entry(
        label=_("Sign up"),
        url_name="members:signup",
        icon="user-plus",
        order=90,
        shown_to=anonymous,
        css_class="nav-signup",
    ),
    Entry(
        label=_("My profile"),
        url_name="members:member_detail",
        icon="circle-user-round",
        order=10,
        place="account",
        shown_to=signed_in,
        args=lambda user: (user.public_id,),
    ),
    Entry(label=_("Partners"), url_name="members:organisation_list", icon="school", order=15, place="footer"),
    Entry(
        label=_("My data"),
        url_name="members:my_data",
        icon="shield-check",
        order=20,
        place="account",
        shown_to=signed_in,
    ),
    Entry(
        label=_("Security and login"),
        url_name="mfa_index",
        icon="key-round",
        order=30,
        place="account",
        shown_to=signed_in,
    ),
)
