"""What people are told about who was there, and about certificates."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.notifications.events.enums import Audience, Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, register

ATTENDANCE_CONTESTED = register(
    NoticeKind(
        name="plg.attendance_contested",
        text=lambda p: _("%(name)s says that the attendance at «%(title)s» is not right: %(text)s") % p,
        label=gettext_lazy("Somebody objects to the attendance list"),
        why=gettext_lazy("You lead this meeting."),
        icon="circle-alert",
        section=Section.MEETINGS,
        default=Channel.DAILY.value,
        audience=Audience.LEADS,
    )
)
CONTEST_ANSWERED = register(
    NoticeKind(
        name="plg.contest_answered",
        text=lambda p: (
            (
                _("Your attendance at «%(title)s» was put right. %(answer)s")
                if p["granted"]
                else _("Your attendance at «%(title)s» stays as it was. %(answer)s")
            )
            % p
        ),
        label=gettext_lazy("My objection to the attendance list is answered"),
        why=gettext_lazy("You said that your attendance was not right."),
        icon="clipboard-list",
        section=Section.MEETINGS,
        default=Channel.DAILY.value,
    )
)
CERTIFICATE_ISSUED = register(
    NoticeKind(
        name="plg.certificate_issued",
        text=lambda p: _("Your certificate for «%(group)s» is ready.") % p,
        label=gettext_lazy("I get a certificate"),
        why=gettext_lazy("You took part in this group."),
        icon="badge-check",
        section=Section.MEETINGS,
        default=Channel.DAILY.value,
    )
)
CERTIFICATE_WITHDRAWN = register(
    NoticeKind(
        name="plg.certificate_withdrawn",
        text=lambda p: _("Your certificate for «%(group)s» was withdrawn. The reason: %(reason)s") % p,
        label=gettext_lazy("A certificate of mine is withdrawn"),
        why=gettext_lazy("You had this certificate."),
        icon="ban",
        section=Section.MEETINGS,
        default=Channel.DAILY.value,
    )
)
