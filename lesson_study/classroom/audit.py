"""How the logbook tells what happened around a research lesson; never what was seen."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "lesson_study.lesson_set_up": _("%(actor)s set up lesson %(number)s of «%(object)s»."),
        "lesson_study.lesson_started": _("%(actor)s started lesson %(number)s of «%(object)s»."),
        "lesson_study.lesson_ended": _("%(actor)s ended lesson %(number)s of «%(object)s»."),
        "lesson_study.lesson_reopened": _("%(actor)s opened lesson %(number)s of «%(object)s» again."),
        "lesson_study.notes_received": _("%(actor)s sent %(count)s notes of lesson %(number)s of «%(object)s»."),
        "lesson_study.note_written": _("%(actor)s wrote a note of lesson %(number)s of «%(object)s»."),
        "lesson_study.note_changed": _("%(actor)s changed a note of lesson %(number)s of «%(object)s»."),
        "lesson_study.interview_written": _("%(actor)s wrote an interview of lesson %(number)s of «%(object)s»."),
        "lesson_study.interviews_skipped": _("%(actor)s said why lesson %(number)s of «%(object)s» has no interviews."),
        "lesson_study.notes_removed": _("The raw notes of «%(object)s» were removed: %(count)s."),
    }
)
