"""What a team is told about its discussion and its report. Never what was written in them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.registry import NoticeKind, register

WHY_TEAM = gettext_lazy("You are in the team of this Lesson Study.")

VERSION_READY = register(
    NoticeKind(
        name="lesson_study.version_ready",
        text=lambda p: _("Version %(version)s of the plan of «%(title)s» is ready to work out.") % p,
        label=gettext_lazy("The next version of our lesson plan is ready"),
        why=WHY_TEAM,
        icon="file-text",
        section="groups",
        default=Channel.DAILY.value,
    )
)
REPORT_SENT_IN = register(
    NoticeKind(
        name="lesson_study.report_sent_in",
        text=lambda p: (
            _("The report of «%(title)s» was sent in. Two colleagues look at it before it is published.") % p
        ),
        label=gettext_lazy("The report of our Lesson Study is sent in"),
        why=WHY_TEAM,
        icon="send",
        section="groups",
        default=Channel.DAILY.value,
    )
)
REPORT_PUBLISHED = register(
    NoticeKind(
        name="lesson_study.report_published",
        text=lambda p: _("The report of «%(title)s» is published in the knowledge base.") % p,
        label=gettext_lazy("The report of our Lesson Study is published"),
        why=WHY_TEAM,
        icon="library",
        section="groups",
        default=Channel.DAILY.value,
    )
)
