"""How the logbook tells what happened with questions from practice; never what people wrote."""

from django.utils.translation import gettext_lazy as _

from expertise.questions.enums import CycleState, Verdict
from knowledge_network.members.trail.sentences import register

# The object is the number of the question; who asked without a name is in none of them.
register(
    {
        "expertise.question_brought_in": _("%(actor)s brought in a question from practice (%(object)s)."),
        "expertise.question_brought_in_unnamed": _(
            "Somebody brought in a question from practice without a name (%(object)s)."
        ),
        "expertise.questions_pasted": _("%(actor)s brought in %(count)s questions from practice at once."),
        "expertise.questions_taken_back": _("%(actor)s took back %(count)s questions that were pasted."),
        "expertise.practice_questions_exported": _("%(actor)s downloaded a list of %(count)s questions from practice."),
        "expertise.cycle_team_joined": _("%(subject)s came into the team of cycle %(object)s."),
        "expertise.cycle_team_left": _("%(subject)s left the team of cycle %(object)s."),
        "expertise.question_pass_on_changed": _("Question from practice %(object)s was passed on to somebody else."),
        "expertise.question_pass_on_taken_back": _("Question from practice %(object)s is not passed on any more."),
        "expertise.question_blacked_out": _("Words in question from practice %(object)s were blacked out."),
        "expertise.question_decided": _("%(actor)s decided about question from practice %(object)s."),
        "expertise.question_decision_undone": _("%(actor)s opened question from practice %(object)s again."),
        "expertise.question_withdrawn": _("Question from practice %(object)s was withdrawn."),
        "expertise.cycle_started": _("%(actor)s started the cycle of questions of %(object)s."),
        "expertise.cycle_changed": _("%(actor)s changed the cycle of questions of %(object)s."),
        "expertise.cycle_went_on": _("%(actor)s brought the cycle of %(object)s on to: %(state)s."),
        "expertise.cycle_went_back": _("%(actor)s brought the cycle of %(object)s back to: %(state)s."),
        "expertise.cards_moved": _("%(actor)s moved %(count)s cards on the board of %(object)s."),
        "expertise.bundle_made": _("%(actor)s made the bundle «%(object)s»."),
        "expertise.bundle_changed": _("%(actor)s changed the words of the bundle «%(object)s»."),
        "expertise.bundle_checked": _("%(actor)s noted for the bundle «%(object)s» what was found: %(verdict)s."),
        "expertise.bundle_removed": _("%(actor)s took the bundle «%(object)s» apart."),
        "expertise.round_confirmed": _(
            "%(actor)s confirmed round %(number)s of the cycle of %(object)s: %(count)s questions got another place."
        ),
        "expertise.not_meant": _("Somebody said of a bundle of %(object)s that it is not what they meant."),
        "expertise.not_meant_answered": _("%(actor)s answered who said of a bundle that it is not what they meant."),
        "expertise.question_withdrawal_undone": _("Question from practice %(object)s is there again."),
    },
    words={"state": CycleState, "verdict": Verdict},
)
