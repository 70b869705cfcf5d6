"""How the logbook tells what happened here; never what people wrote."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "members.erasure_requested": _("%(actor)s asked to erase the data of %(subject)s."),
        "members.erasure_withdrawn": _("%(actor)s took the request to erase %(subject)s back."),
        "members.erased": _("The data of %(subject)s were erased."),
        "members.data_exported": _("%(actor)s took a copy of the data of %(subject)s."),
        "members.sheet_taken": _("%(actor)s downloaded the list «%(file)s»."),
        "members.audit_exported": _("%(actor)s downloaded a part of the logbook (%(count)s lines)."),
        "members.retention_warned": _("%(subject)s was told that inactive accounts are erased."),
    }
)
