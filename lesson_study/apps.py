from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LessonStudyConfig(AppConfig):
    name = "lesson_study"
    verbose_name = _("lesson study")
