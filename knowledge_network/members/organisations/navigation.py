"""What organisations offer in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, register

register(
    Entry(label=_("Partners"), url_name="members:organisation_list", icon="school", order=15, place="footer"),
)
