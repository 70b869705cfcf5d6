"""How the logbook tells what happened with expertise; never what people wrote."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.audit import register

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
