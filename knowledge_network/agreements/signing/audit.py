"""How the logbook tells what happened in signing rounds."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "agreements.mandate_proposed": _("%(actor)s proposed that %(subject)s signs «%(object)s» for %(party)s."),
        "agreements.mandate_confirmed": _("%(actor)s confirmed that %(subject)s signs «%(object)s» for %(party)s."),
        "agreements.round_withdrawn": _("%(actor)s took back «%(object)s» from signing."),
        "agreements.mandate_withdrawn": _("%(actor)s took back that %(subject)s signs «%(object)s» for %(party)s."),
        "agreements.mandate_lapsed": _("The mandate of %(subject)s to sign «%(object)s» for %(party)s lapsed."),
        "agreements.reminded_to_sign": _("%(actor)s reminded who signs «%(object)s» for %(party)s."),
        "agreements.started_partly": _("%(actor)s let «%(object)s» start without all parties."),
        "agreements.seal_renewed": _("A new key of the seal was made."),
        "agreements.round_opened": _("%(actor)s put «%(object)s» up for signing."),
        "agreements.signed": _("%(actor)s signed «%(object)s» for %(party)s."),
        "agreements.signed_on_paper": _("%(actor)s noted that %(party)s signed «%(object)s» on paper."),
        "agreements.refused": _("%(actor)s did not sign «%(object)s» for %(party)s."),
        "agreements.signatory_replaced": _("%(actor)s asked somebody else to sign «%(object)s» for %(party)s."),
        "agreements.in_force": _("«%(object)s» was signed by all parties and sealed."),
    }
)
