"""How the logbook tells of badges; never of which somebody was refused."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "exchange.badge_class_written": _("%(actor)s wrote for what the badge «%(object)s» is given."),
        "exchange.badge_class_endorsed": _(
            "%(actor)s said that %(organisation)s stands behind the badge «%(object)s»."
        ),
        "exchange.badge_class_endorsed_no_more": _(
            "%(actor)s said that %(organisation)s stands behind the badge «%(object)s» no longer."
        ),
        "exchange.badge_asked": _("%(actor)s asked for a badge."),
        "exchange.badge_taken_back": _("%(actor)s took back a request for a badge."),
        "exchange.badge_granted": _("%(actor)s granted %(subject)s a badge."),
        "exchange.badge_declined": _("%(actor)s did not grant %(subject)s a badge."),
        "exchange.badge_withdrawn": _("%(actor)s withdrew a badge of %(subject)s."),
        "exchange.badge_ended": _("A badge of %(subject)s ended."),
        "exchange.badge_removed": _("%(actor)s removed a badge of their own."),
    }
)
