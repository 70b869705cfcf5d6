"""How the logbook tells what happened with cycles."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register
from lesson_study.cycles.enums import CoverState, StudyItemKind

register(
    {
        "lesson_study.started": _("%(actor)s started the Lesson Study «%(object)s»."),
        "lesson_study.about_changed": _("%(actor)s changed what «%(object)s» is about."),
        "lesson_study.goal_written": _("%(actor)s wrote the goal of «%(object)s»."),
        "lesson_study.went_on": _("%(actor)s took «%(object)s» on to: %(phase)s."),
        "lesson_study.went_back": _("%(actor)s took «%(object)s» back to: %(phase)s."),
        "lesson_study.paused": _("%(actor)s paused «%(object)s»."),
        "lesson_study.resumed": _("%(actor)s went on with «%(object)s» after a pause."),
        "lesson_study.stopped": _("%(actor)s stopped «%(object)s»."),
        "lesson_study.finished": _("%(actor)s finished «%(object)s»."),
        "lesson_study.reopened": _("%(actor)s opened «%(object)s» again."),
        "lesson_study.team_asked": _("%(actor)s asked %(subject)s for the team of «%(object)s»."),
        "lesson_study.team_joined": _("%(subject)s joined the team of «%(object)s»."),
        "lesson_study.team_declined": _("%(subject)s does not join the team of «%(object)s»."),
        "lesson_study.team_left": _("%(subject)s is not in the team of «%(object)s» any more."),
        "lesson_study.roles_changed": _("%(actor)s changed what %(subject)s does in «%(object)s»."),
        "lesson_study.charter_written": _("%(actor)s wrote the agreements of the team of «%(object)s»."),
        "lesson_study.charter_accepted": _("%(subject)s agreed with the agreements of the team of «%(object)s»."),
        "lesson_study.days_proposed": _("%(actor)s proposed %(count)s days for «%(object)s»."),
        "lesson_study.days_settled": _("%(actor)s settled %(count)s days of «%(object)s»."),
        "lesson_study.day_added": _("%(actor)s added a day to «%(object)s»: %(day)s."),
        "lesson_study.day_moved": _("%(actor)s moved a day of «%(object)s» from %(before)s to %(day)s."),
        "lesson_study.day_removed": _("%(actor)s took a day out of «%(object)s»: %(day)s."),
        "lesson_study.proposed_day_taken": _("%(actor)s took over the day that a school proposed: %(day)s."),
        "lesson_study.cover_asked": _("%(actor)s asked cover for %(subject)s on %(day)s."),
        "lesson_study.cover_answered": _("%(actor)s answered about cover for %(subject)s: %(state)s."),
        "lesson_study.cover_withdrawn": _("The request for cover for %(subject)s was taken back."),
        "lesson_study.expert_asked": _("%(actor)s asked an expert for «%(object)s»."),
        "lesson_study.expert_joined": _("An expert takes part in «%(object)s»."),
        "lesson_study.expert_declined": _("An expert cannot take part in «%(object)s»."),
        "lesson_study.expert_withdrawn": _("%(actor)s took back the question to an expert of «%(object)s»."),
        "lesson_study.feedback_asked": _("%(actor)s asked an expert to look at the plan of «%(object)s»."),
        "lesson_study.feedback_given": _("An expert wrote feedback on the plan of «%(object)s»."),
        "lesson_study.study_item_added": _("%(actor)s put something on the reading list of «%(object)s»."),
        "lesson_study.study_item_changed": _("%(actor)s changed something on the reading list of «%(object)s»."),
        "lesson_study.study_item_removed": _("%(actor)s took something off the reading list of «%(object)s»."),
        "lesson_study.reading_taken": _("%(subject)s will read something for «%(object)s»."),
        "lesson_study.reading_done": _("%(subject)s read something for «%(object)s»."),
        "lesson_study.reading_left": _("%(subject)s left something on the reading list of «%(object)s» to others."),
    },
    # Of requests for cover and of the reading list: the cycle itself has a state of its own.
    words={"state": CoverState, "kind": StudyItemKind},
)
