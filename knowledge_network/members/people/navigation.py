"""What people offer in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        label=_("Members"),
        url_name="members:member_list",
        icon="contact-round",
        order=30,
    ),
    Entry(
        label=_("My profile"),
        url_name="members:member_detail",
        icon="circle-user-round",
        order=10,
        place="account",
        shown_to=is_signed_in,
        args=lambda user: (user.public_id,),
    ),
)
