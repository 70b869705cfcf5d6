"""How the logbook tells what happened with polls; never what was asked or answered."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "plg.poll_started": _("%(actor)s started a poll in «%(object)s»."),
        "plg.poll_changed": _("%(actor)s changed a poll in «%(object)s»."),
        "plg.poll_options_added": _("%(actor)s added %(count)s options to a poll in «%(object)s»."),
        "plg.poll_removed": _("%(actor)s removed a poll in «%(object)s»."),
        "plg.poll_restored": _("%(actor)s put back a poll in «%(object)s»."),
        "plg.poll_closed": _("%(actor)s closed a poll in «%(object)s»."),
        "plg.poll_ended": _("A poll in «%(object)s» closed by itself."),
        "plg.poll_reopened": _("%(actor)s opened a poll in «%(object)s» again."),
        "plg.poll_prolonged": _("%(actor)s set another end for a poll in «%(object)s»."),
        "plg.poll_reminded": _("%(actor)s asked %(count)s people of «%(object)s» to answer a poll."),
        "plg.poll_decided": _("%(actor)s chose a date of a poll in «%(object)s»."),
    }
)
