"""How the logbook tells what happened with meetings."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register

register(
    {
        "plg.meeting_planned": _("%(actor)s planned a meeting of «%(object)s»."),
        "plg.meeting_changed": _("%(actor)s changed a meeting of «%(object)s»."),
        "plg.meeting_unplanned": _("%(actor)s took the plan of a meeting back before anybody heard of it."),
        "plg.meeting_put_back": _("%(actor)s took back that a meeting of «%(object)s» was changed."),
        "plg.meeting_cancelled": _("%(actor)s cancelled a meeting of «%(object)s»."),
        "plg.meeting_reinstated": _("%(actor)s put back a meeting of «%(object)s»."),
        "plg.meeting_published": _("%(actor)s sent out a meeting of «%(object)s»."),
        "plg.invitees_exported": _("%(actor)s downloaded a list of %(count)s people of «%(object)s»."),
        "plg.agenda_written": _("%(actor)s wrote an agenda of «%(object)s»."),
        "plg.series_planned": _("%(actor)s planned %(count)s meetings of «%(object)s»."),
        "plg.series_put_back": _("%(actor)s took back a change of %(count)s meetings of «%(object)s»."),
        "plg.series_changed": _("%(actor)s changed %(count)s meetings of «%(object)s»."),
        "plg.series_reinstated": _("%(actor)s put back %(count)s meetings of «%(object)s»."),
        "plg.draft_discarded": _("%(actor)s threw away the draft of a meeting of «%(object)s»."),
        "plg.series_cancelled": _("%(actor)s cancelled %(count)s meetings of «%(object)s»."),
        "plg.answered_for": _("%(actor)s noted the answer of %(subject)s for a meeting of «%(object)s»."),
        "plg.unanswered_reminded": _("%(actor)s asked %(count)s people of «%(object)s» for an answer."),
        "plg.reminders_taken_back": _("%(actor)s took back what %(count)s people were asked about meetings."),
        "plg.guest_invited": _("%(actor)s invited a guest to a meeting of «%(object)s»."),
        "plg.guest_merged": _("What %(subject)s answered as a guest at %(count)s meetings is theirs now."),
        "plg.invitation_taken_back": _("%(actor)s took back an invitation to a meeting of «%(object)s»."),
        "plg.invitation_restored": _("%(actor)s put back an invitation to a meeting of «%(object)s»."),
        "plg.feed_made": _("%(subject)s made an address for a calendar."),
        "plg.feed_ended": _("%(subject)s ended an address for a calendar."),
    }
)
