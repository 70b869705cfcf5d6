"""How the logbook tells what happened to a lesson plan; never what people wrote."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "lesson_study.plan_started": _("%(actor)s started the lesson plan of «%(object)s»."),
        "lesson_study.plan_written": _("%(actor)s wrote in the lesson plan of «%(object)s»."),
        "lesson_study.plan_settled": _("%(actor)s chose between two texts in the lesson plan of «%(object)s»."),
        "lesson_study.plan_row_added": _("%(actor)s added a row to the lesson plan of «%(object)s»."),
        "lesson_study.plan_row_moved": _("%(actor)s moved a row of the lesson plan of «%(object)s»."),
        "lesson_study.plan_row_removed": _("%(actor)s took a row out of the lesson plan of «%(object)s»."),
        "lesson_study.plan_row_restored": _("%(actor)s put a row back into the lesson plan of «%(object)s»."),
        "lesson_study.plan_core_marked": _("%(actor)s marked where the team of «%(object)s» looks closely."),
        "lesson_study.plan_rows_taken_over": _("%(actor)s took over rows into the lesson plan of «%(object)s»."),
        "lesson_study.plan_fixed": _("%(actor)s fixed version %(version)s of the lesson plan of «%(object)s»."),
        "lesson_study.plan_version_started": _(
            "%(actor)s started version %(version)s of the lesson plan of «%(object)s»."
        ),
        "lesson_study.plan_commented": _("%(actor)s made a remark on the lesson plan of «%(object)s»."),
        "lesson_study.plan_comment_resolved": _("%(actor)s dealt with a remark on the lesson plan of «%(object)s»."),
        "lesson_study.plan_comment_reopened": _("%(actor)s reopened a remark on the lesson plan of «%(object)s»."),
        "lesson_study.no_feedback_explained": _("%(actor)s said why nobody was asked for feedback on «%(object)s»."),
        "lesson_study.case_pupil_added": _("%(actor)s added case pupil %(code)s to «%(object)s»."),
        "lesson_study.case_pupil_changed": _("%(actor)s changed case pupil %(code)s of «%(object)s»."),
        "lesson_study.case_pupil_removed": _("%(actor)s took case pupil %(code)s away from «%(object)s»."),
    }
)
