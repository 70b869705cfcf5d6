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
        section="lesson_study",
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
        section="lesson_study",
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
        section="lesson_study",
        default=Channel.DAILY.value,
    )
)
QUESTION_HELPED = register(
    NoticeKind(
        name="lesson_study.question_helped",
        text=lambda p: _("%(name)s helps with an open question of «%(title)s».") % p,
        label=gettext_lazy("Somebody helps with an open question of our Lesson Study"),
        why=WHY_TEAM,
        icon="handshake",
        section="lesson_study",
        default=Channel.DAILY.value,
    )
)
QUESTION_ANSWERED = register(
    NoticeKind(
        name="lesson_study.question_answered",
        text=lambda p: _("There is an answer to an open question of «%(title)s».") % p,
        label=gettext_lazy("An open question of our Lesson Study is answered"),
        why=WHY_TEAM,
        icon="check-check",
        section="lesson_study",
        default=Channel.NOW.value,
    )
)
QUESTION_SHARED = register(
    NoticeKind(
        name="lesson_study.question_shared",
        text=lambda p: _("The answer to an open question of «%(title)s» is for the whole network now.") % p,
        label=gettext_lazy("The answer to an open question of our Lesson Study is shared"),
        why=WHY_TEAM,
        icon="library",
        section="lesson_study",
        default=Channel.DAILY.value,
    )
)
