"""How the logbook tells that somebody asked for a job."""

from django.utils.translation import gettext_lazy as _

from knowledge_network.members.trail.sentences import register
from knowledge_network.notifications.jobs.enums import JobName

register(
    {"notifications.job_asked": _("%(actor)s had a job of the schedule run: %(job)s.")},
    words={"job": JobName},
)
