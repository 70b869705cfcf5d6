"""The way to one's sessions. No session, no fragment and no note of one can be found."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.search.registry import Shortcut, register_shortcut

register_shortcut(
    Shortcut(
        name="lesson_study.video",
        label=_("Looking together"),
        icon="film",
        url_name="lesson_study:video_list",
        words=_("video film reflexivity exnovation fragment ordinary moment what goes well"),
    )
)
