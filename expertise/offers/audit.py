"""How the logbook tells what happened around offers; never what a visitor asked or took home."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "expertise.offer_attendance_noted": _("%(actor)s noted who came to «%(object)s»."),
        "expertise.offer_added": _("%(actor)s offered «%(object)s»."),
        "expertise.offer_changed": _("%(actor)s changed the offer «%(object)s»."),
        "expertise.offer_ended": _("%(actor)s stopped offering «%(object)s»."),
        "expertise.offer_resumed": _("%(actor)s offers «%(object)s» again."),
        "expertise.offer_date_planned": _("%(actor)s planned a day of the offer «%(object)s»."),
        "expertise.offer_date_changed": _("%(actor)s changed a day of the offer «%(object)s»."),
        "expertise.offer_date_cancelled": _("%(actor)s called off a day of the offer «%(object)s»."),
        "expertise.offer_signed_up": _("%(actor)s signed up for the offer «%(object)s»."),
        "expertise.offer_signed_off": _("%(actor)s signed off from the offer «%(object)s»."),
        "expertise.offer_asked": _("%(actor)s asked something before the offer «%(object)s»."),
        "expertise.offer_question_taken_back": _("%(actor)s took back a question about the offer «%(object)s»."),
        "expertise.offer_taken_home": _("%(actor)s noted what they take home from the offer «%(object)s»."),
    }
)
