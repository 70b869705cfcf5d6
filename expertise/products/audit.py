"""How the logbook tells what happened with products and methods."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "expertise.product_added": _("%(actor)s added the product «%(object)s»."),
        "expertise.product_changed": _("%(actor)s changed the product «%(object)s»: %(fields)s."),
        "expertise.product_draft_discarded": _("%(actor)s took the untouched draft «%(object)s» away."),
        "expertise.product_submitted": _("%(actor)s sent the product «%(object)s» in for review."),
        "expertise.product_withdrawn": _("%(actor)s took the product «%(object)s» back from review."),
        "expertise.product_reviewed": _("%(actor)s looked at the product «%(object)s»."),
        "expertise.product_reader_named": _("%(actor)s asked %(subject)s to look at the product «%(object)s»."),
        "expertise.product_published": _("The product «%(object)s» was published."),
        "expertise.product_confirmed": _("%(actor)s said that the product «%(object)s» still holds."),
        "expertise.product_to_revise": _("It is time to look at the product «%(object)s» again."),
        "expertise.product_status_put_back": _("%(actor)s made the state of the product «%(object)s» what it was."),
        "expertise.product_historical": _("%(actor)s made the product «%(object)s» historical."),
        "expertise.product_removed": _("%(actor)s took the product «%(object)s» out of the knowledge base."),
        "expertise.product_restored": _("%(actor)s put the product «%(object)s» back."),
        "expertise.product_version_added": _("%(actor)s added a file to the product «%(object)s»."),
        "expertise.product_contact_changed": _("%(subject)s became the contact person of the product «%(object)s»."),
        "expertise.product_message": _("%(actor)s wrote to the contact person of the product «%(object)s»."),
        "expertise.product_used": _("%(actor)s noted that they used the product «%(object)s»."),
        "expertise.product_use_removed": _("%(actor)s took back that they used the product «%(object)s»."),
        "expertise.product_kept": _("%(actor)s keeps the product «%(object)s»."),
        "expertise.product_kept_no_more": _("%(actor)s does not keep the product «%(object)s» any more."),
        "expertise.method_changed": _("%(actor)s changed the method «%(object)s»: %(fields)s."),
        "expertise.methods_loaded": _("%(actor)s put %(count)s methods ready."),
    }
)
