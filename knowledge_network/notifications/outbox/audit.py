"""How the logbook tells what was done with mail."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "notifications.batch_released": _("%(actor)s let %(count)s held mails go out."),
        "notifications.batch_dropped": _("%(actor)s dropped %(count)s held mails."),
        "notifications.mails_exported": _("%(actor)s downloaded a list of %(count)s mails."),
        "notifications.mails_held": _("%(actor)s held %(count)s mails back."),
        "notifications.mails_released": _("%(actor)s let %(count)s held mails go out."),
        "notifications.mail_stopped": _("%(actor)s stopped all mail: %(reason)s"),
        "notifications.mail_resumed": _("%(actor)s let mail go out again."),
        "notifications.mail_resent": _("%(actor)s sent a mail to %(subject)s once more."),
        "notifications.address_forgiven": _("%(actor)s let mail go to the address of %(subject)s again."),
    }
)
