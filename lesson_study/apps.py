from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.rooms import Wing, import_parts


class LessonStudyConfig(Wing):
    """Lesson Study: a team studies how pupils learn, in seven phases."""

    name = "lesson_study"
    verbose_name = _("Lesson Study")

    def ready(self) -> None:
        super().ready()
        # What each room asks for before a phase may end.
        for _module in import_parts(self.name, "gates"):
            pass
