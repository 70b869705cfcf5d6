"""How the logbook tells what happened with claims; never what people wrote."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

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
