"""How the logbook tells what happened with expertise; never what people wrote."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

# Claims, evidence, endorsements, availability -----------------------------------------------------

register(
    {
        "expertise.claim_added": _("%(actor)s added the expertise «%(object)s» of %(subject)s."),
        "expertise.claim_changed": _("%(actor)s changed the expertise «%(object)s» of %(subject)s: %(fields)s."),
        "expertise.claim_confirmed": _("%(actor)s confirmed the expertise «%(object)s» of %(subject)s."),
        "expertise.claim_archived": _("%(actor)s archived the expertise «%(object)s» of %(subject)s."),
        "expertise.claim_restored": _("%(actor)s put back the expertise «%(object)s» of %(subject)s."),
        "expertise.claim_erased": _("%(actor)s erased an expertise of %(subject)s."),
        "expertise.evidence_added": _("%(actor)s added evidence to the expertise «%(object)s» of %(subject)s."),
        "expertise.evidence_removed": _("%(actor)s removed evidence from the expertise «%(object)s» of %(subject)s."),
        "expertise.endorsed": _("%(actor)s recognised the expertise «%(object)s» of %(subject)s."),
        "expertise.endorsement_withdrawn": _(
            "%(actor)s took back recognising the expertise «%(object)s» of %(subject)s."
        ),
        "expertise.availability_changed": _("%(actor)s changed when and how %(subject)s can be asked."),
    }
)

# Finding and saved searches -----------------------------------------------------------------------

register(
    {
        "expertise.search_kept": _("%(actor)s keeps a search."),
        "expertise.search_removed": _("%(actor)s removed a search that was kept."),
    }
)

# Help requests ------------------------------------------------------------------------------------

# The object is the number of the question, never its words; who asked without a name is in none of them.
register(
    {
        "expertise.help_asked": _("%(actor)s asked a question (%(object)s)."),
        "expertise.help_asked_unnamed": _("Somebody asked a question without a name (%(object)s)."),
        "expertise.help_widened": _("Question %(object)s went to the whole network."),
        "expertise.help_somebody_asked": _("%(actor)s asked somebody to help with question %(object)s."),
        "expertise.help_accepted": _("%(actor)s helps with question %(object)s."),
        "expertise.help_declined": _("%(actor)s cannot help with question %(object)s."),
        "expertise.help_message": _("A message was written in question %(object)s."),
        "expertise.help_answer_marked": _("A message in question %(object)s was marked as the answer."),
        "expertise.help_answer_unmarked": _("A message in question %(object)s is not the answer any more."),
        "expertise.help_name_told": _("Who asked question %(object)s told their name to who helps."),
        "expertise.help_closed": _("Question %(object)s was closed."),
        "expertise.help_withdrawn": _("Question %(object)s was withdrawn."),
        "expertise.help_passed_on": _("%(actor)s passed question %(object)s on: %(passed_to)s."),
        "expertise.help_reopened": _("Question %(object)s was opened again."),
        "expertise.help_escalated": _("Question %(object)s was passed to the liaison officer."),
        "expertise.help_reminded": _("%(actor)s reminded %(people)s people of a question."),
        "expertise.help_published": _("%(actor)s shared the answer to question %(object)s, without names."),
        "expertise.help_unpublished": _("%(actor)s took the answer to question %(object)s back."),
        "expertise.help_followed_up": _("It was told what came of the answer to question %(object)s."),
        "expertise.help_exported": _("%(actor)s downloaded a list of %(count)s questions."),
    }
)

# Knowledge products and method cards --------------------------------------------------------------

register(
    {
        "expertise.product_added": _("%(actor)s added the product «%(object)s»."),
        "expertise.product_changed": _("%(actor)s changed the product «%(object)s»: %(fields)s."),
        "expertise.product_submitted": _("%(actor)s sent the product «%(object)s» in for review."),
        "expertise.product_withdrawn": _("%(actor)s took the product «%(object)s» back from review."),
        "expertise.product_reviewed": _("%(actor)s looked at the product «%(object)s»."),
        "expertise.product_reader_named": _("%(actor)s asked %(subject)s to look at the product «%(object)s»."),
        "expertise.product_published": _("The product «%(object)s» was published."),
        "expertise.product_confirmed": _("%(actor)s said that the product «%(object)s» still holds."),
        "expertise.product_to_revise": _("It is time to look at the product «%(object)s» again."),
        "expertise.product_historical": _("%(actor)s made the product «%(object)s» historical."),
        "expertise.product_removed": _("%(actor)s took the product «%(object)s» out of the knowledge base."),
        "expertise.product_restored": _("%(actor)s put the product «%(object)s» back."),
        "expertise.product_version_added": _("%(actor)s added a file to the product «%(object)s»."),
        "expertise.product_contact_changed": _("%(subject)s became the contact person of the product «%(object)s»."),
        "expertise.product_message": _("%(actor)s wrote to the contact person of the product «%(object)s»."),
        "expertise.product_used": _("%(actor)s noted that they used the product «%(object)s»."),
        "expertise.product_use_removed": _("%(actor)s took back that they used the product «%(object)s»."),
        "expertise.method_changed": _("%(actor)s changed the method «%(object)s»: %(fields)s."),
        "expertise.methods_loaded": _("%(actor)s put %(count)s methods ready."),
    }
)

# Gaps and islands ---------------------------------------------------------------------------------

register(
    {
        "expertise.gap_step_noted": _("%(actor)s noted a step for «%(object)s»: %(kind)s."),
        "expertise.gap_step_taken_back": _("%(actor)s took back a step for «%(object)s»: %(kind)s."),
    }
)
