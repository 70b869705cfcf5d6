"""What people are told about the vocabulary, about lists they bring in or ask for, and about the back-up."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from knowledge_network.dashboards.enums import Sort
from knowledge_network.notifications.events.enums import Audience, Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, Params, Urgency, register
from knowledge_network.notifications.outbox.kinds import register_name

TOPIC_PROPOSED = register(
    NoticeKind(
        name="topics.proposed",
        text=lambda params: _("%(name)s proposes the topic «%(topic)s».") % params,
        why=_("You keep the list of topics."),
        icon="tag",
        label=_("Somebody proposes a topic"),
        section=Section.OTHER,
        default=Channel.NOW,
        audience=Audience.COORDINATORS,
    )
)
TOPIC_APPROVED = register(
    NoticeKind(
        name="topics.approved",
        text=lambda params: _("Your topic «%(topic)s» is in use now.") % params,
        why=_("You proposed this topic."),
        icon="tag",
        label=_("My topic is taken up"),
        section=Section.OTHER,
    )
)
TOPIC_REJECTED = register(
    NoticeKind(
        name="topics.rejected",
        text=lambda params: _("Your topic «%(topic)s» is not taken up: %(reason)s") % params,
        why=_("You proposed this topic."),
        icon="tag",
        label=_("My topic is not taken up"),
        section=Section.OTHER,
    )
)
TOPIC_MERGED = register(
    NoticeKind(
        name="topics.merged",
        text=lambda params: _("There was a topic already for «%(topic)s»: use «%(into)s».") % params,
        why=_("You proposed this topic."),
        icon="tag",
        label=_("My topic becomes part of another"),
        section=Section.OTHER,
    )
)
IMPORT_LOOKED = register(
    NoticeKind(
        name="members.import_looked",
        text=lambda params: _("Your list «%(file)s» was checked. See what it changes, and carry it out.") % params,
        why=_("You brought in this list."),
        icon="file-up",
        label=_("A list that I brought in is checked"),
        section=Section.OTHER,
        default=Channel.APP,
        audience=Audience.COORDINATORS,
    )
)
IMPORT_APPLIED = register(
    NoticeKind(
        name="members.import_applied",
        text=lambda params: _("Your list «%(file)s» was carried out. You can undo it for 24 hours.") % params,
        why=_("You brought in this list."),
        icon="file-up",
        label=_("A list that I brought in is carried out"),
        section=Section.OTHER,
        default=Channel.APP,
        audience=Audience.COORDINATORS,
    )
)
IMPORT_UNDONE = register(
    NoticeKind(
        name="members.import_undone",
        text=lambda params: _("Your list «%(file)s» was undone. Everything is as it was before.") % params,
        why=_("You asked to undo this list."),
        icon="undo-2",
        label=_("A list that I brought in is undone"),
        section=Section.OTHER,
        default=Channel.APP,
        audience=Audience.COORDINATORS,
    )
)
IMPORT_FAILED = register(
    NoticeKind(
        name="members.import_failed",
        text=lambda params: _("Your list «%(file)s» did not work out: %(problem)s") % params,
        why=_("You brought in this list."),
        icon="triangle-alert",
        label=_("A list that I brought in did not work out"),
        section=Section.OTHER,
        default=Channel.APP,
        audience=Audience.COORDINATORS,
    )
)
# That it is ready comes by mail besides (`members.tables.emails`), whatever somebody chose: it is what they wait for.
SHEET_READY = register(
    NoticeKind(
        name="members.sheet_ready",
        text=lambda params: _("Your list «%(file)s» is ready. You can fetch it for a week.") % params,
        why=_("You asked for this list."),
        icon="download",
        label=_("A long list that I asked for is ready"),
        section=Section.OTHER,
        default=Channel.APP,
        choosable=False,
    )
)
SHEET_FAILED = register(
    NoticeKind(
        name="members.sheet_failed",
        text=lambda _params: _("A list that you asked for could not be made. Ask for it once more."),
        why=_("You asked for this list."),
        icon="triangle-alert",
        label=_("A long list that I asked for could not be made"),
        section=Section.OTHER,
        default=Channel.APP,
        choosable=False,
    )
)
BACKUP_LATE = register(
    NoticeKind(
        name="network.backup_late",
        text=lambda _params: _("The back-up is too old. Ask who runs the machine to look at it."),
        why=_("You look after the network."),
        icon="triangle-alert",
        label=_("The back-up is late"),
        section=Section.OTHER,
        default=Channel.NOW,
        urgency=Urgency.URGENT,
        audience=Audience.COORDINATORS,
    )
)

# What a coordinator reminds leaders of, by the sort of thing that waits.
REMINDERS = {
    Sort.ATTENDANCE: _("Who was at «%(what)s»? Note it, so that everybody gets their hours."),
    Sort.MINUTES: _("There are no minutes of «%(what)s» yet. A few lines are enough."),
    Sort.JOINING: _("Somebody waits to hear whether they may join «%(what)s»."),
    Sort.ENDS: _("«%(what)s» is about to end. Prepare how it goes on, or how you round it off."),
    Sort.DORMANT: _("It is quiet in «%(what)s». Do you plan a meeting, or is the work done?"),
}


def _tell_reminder(params: Params) -> str:
    text = REMINDERS.get(params["sort"], _("The coordinator asks you to look at «%(what)s»."))
    return str(text) % params


LEADERS_REMINDED = register(
    NoticeKind(
        name="dashboards.leaders_reminded",
        text=_tell_reminder,
        why=_("You lead this group, and a coordinator reminds you."),
        icon="bell",
        label=_("A coordinator reminds me of something in my group"),
        section=Section.GROUPS,
        default=Channel.DAILY,
        audience=Audience.LEADS,
    )
)
DESK_ASSIGNED = register(
    NoticeKind(
        name="dashboards.desk_assigned",
        text=lambda params: _("%(who)s asks you to see to «%(what)s».") % params,
        why=_("You run the network."),
        icon="clipboard-list",
        label=_("Somebody gives me something at the desk"),
        section=Section.OTHER,
        default=Channel.DAILY,
        audience=Audience.COORDINATORS,
    )
)

register_name("dashboards.contact", lambda: str(_("message through the contact form")))
