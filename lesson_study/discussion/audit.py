"""How the logbook tells what happened around discussion and reflection; never what was said."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "lesson_study.discussion_started": _("%(actor)s opened the discussion of lesson %(number)s of «%(object)s»."),
        "lesson_study.discussion_closed": _("%(actor)s closed the discussion of lesson %(number)s of «%(object)s»."),
        "lesson_study.discussion_reopened": _(
            "%(actor)s opened the discussion of lesson %(number)s of «%(object)s» again."
        ),
        "lesson_study.discussion_chair_given": _(
            "%(actor)s gave the chair of a discussion of «%(object)s» to %(subject)s."
        ),
        "lesson_study.discussion_noted": _("%(actor)s wrote in the discussion of «%(object)s»."),
        "lesson_study.discussion_note_taken_up": _("%(actor)s took up a parked remark of «%(object)s»."),
        "lesson_study.discussion_note_removed": _("%(actor)s took away a note of the discussion of «%(object)s»."),
        "lesson_study.closing_words_said": _("Closing words were written for «%(object)s»."),
        "lesson_study.revision_added": _("%(actor)s added a change to the plan of «%(object)s»."),
        "lesson_study.revision_changed": _("%(actor)s changed a change to the plan of «%(object)s»."),
        "lesson_study.revision_removed": _("%(actor)s took away a change to the plan of «%(object)s»."),
        "lesson_study.evidence_linked": _("%(actor)s chose evidence in «%(object)s»."),
        "lesson_study.revision_not_needed": _("%(actor)s noted why nothing changes in the plan of «%(object)s»."),
        "lesson_study.version_made_of_changes": _("%(actor)s made version %(version)s of the plan of «%(object)s»."),
        "lesson_study.reteach_skipped": _("%(actor)s noted why «%(object)s» has no second lesson."),
        "lesson_study.progress_noted": _("%(actor)s noted how far a case pupil of «%(object)s» came."),
        "lesson_study.insight_written": _("%(actor)s wrote an insight of «%(object)s»."),
        "lesson_study.insight_removed": _("%(actor)s took away an insight of «%(object)s»."),
        "lesson_study.question_left": _("%(actor)s noted an open question of «%(object)s»."),
        "lesson_study.question_removed": _("%(actor)s took away an open question of «%(object)s»."),
        "lesson_study.question_asked": _("%(actor)s asked an open question of «%(object)s» to the network."),
        "lesson_study.question_brought_in": _(
            "%(actor)s brought an open question of «%(object)s» in among the questions from practice."
        ),
        "lesson_study.sharing_planned": _("%(actor)s planned when «%(object)s» is shared."),
        "lesson_study.sharing_removed": _("%(actor)s took away a moment of sharing of «%(object)s»."),
        "lesson_study.licence_chosen": _("%(actor)s chose the licence of «%(object)s»."),
        "lesson_study.contact_agreed": _("%(actor)s may be asked about «%(object)s»."),
        "lesson_study.contact_withdrawn": _("%(actor)s is no longer asked about «%(object)s»."),
        "lesson_study.report_drafted": _("%(actor)s had the report of «%(object)s» drafted."),
        "lesson_study.report_written": _("%(actor)s wrote in the report of «%(object)s»."),
        "lesson_study.report_sent_in": _("%(actor)s sent in the report of «%(object)s»."),
    }
)
