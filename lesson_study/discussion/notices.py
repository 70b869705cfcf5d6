"""What a team is told about its discussion and its report. Never what was written in them."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, Params, register

WHY_TEAM = gettext_lazy("You are in the team of this Lesson Study.")


def _kind(
    name: str, text: Callable[[Params], str], label: Promise, *, icon: str, default: Channel = Channel.DAILY
) -> NoticeKind:
    """A kind of notice for the team of a study; its name without the room."""
    return register(
        NoticeKind(
            name=f"lesson_study.{name}",
            text=text,
            label=label,
            why=WHY_TEAM,
            icon=icon,
            section=Section.GROUPS,
            default=default.value,
        )
    )


VERSION_READY = _kind(
    "version_ready",
    lambda p: _("Version %(version)s of the plan of «%(title)s» is ready to work out.") % p,
    gettext_lazy("The next version of our lesson plan is ready"),
    icon="file-text",
)
REPORT_SENT_IN = _kind(
    "report_sent_in",
    lambda p: _("The report of «%(title)s» was sent in. Two colleagues look at it before it is published.") % p,
    gettext_lazy("The report of our Lesson Study is sent in"),
    icon="send",
)
REPORT_PUBLISHED = _kind(
    "report_published",
    lambda p: _("The report of «%(title)s» is published in the knowledge base.") % p,
    gettext_lazy("The report of our Lesson Study is published"),
    icon="library",
)
QUESTION_HELPED = _kind(
    "question_helped",
    lambda p: _("%(name)s helps with an open question of «%(title)s».") % p,
    gettext_lazy("Somebody helps with an open question of our Lesson Study"),
    icon="handshake",
)
QUESTION_ANSWERED = _kind(
    "question_answered",
    lambda p: _("There is an answer to an open question of «%(title)s».") % p,
    gettext_lazy("An open question of our Lesson Study is answered"),
    icon="check-check",
    default=Channel.NOW,
)
QUESTION_SHARED = _kind(
    "question_shared",
    lambda p: _("The answer to an open question of «%(title)s» is for the whole network now.") % p,
    gettext_lazy("The answer to an open question of our Lesson Study is shared"),
    icon="library",
)
