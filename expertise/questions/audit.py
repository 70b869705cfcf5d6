"""How the logbook tells what happened with questions from practice; never what people wrote."""

from django.utils.translation import gettext_lazy as _

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
        "expertise.question_blacked_out": _("Words in question from practice %(object)s were blacked out."),
        "expertise.question_decided": _("%(actor)s decided about question from practice %(object)s."),
        "expertise.question_decision_undone": _("%(actor)s opened question from practice %(object)s again."),
        "expertise.question_withdrawn": _("Question from practice %(object)s was withdrawn."),
        "expertise.question_withdrawal_undone": _("Question from practice %(object)s is there again."),
    }
)
