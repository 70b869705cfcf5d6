"""What Lesson Study offers in the frame."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.navigation import Entry, is_signed_in, register

register(
    Entry(
        # What else the network learns by doing together gets its place here; Lesson Study is the first.
        label=_("Learning together"),
        url_name="lesson_study:cycle_list",
        icon="flask-conical",
        order=35,
        shown_to=is_signed_in,
    ),
)
