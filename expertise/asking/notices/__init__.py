"""What people are told about questions: who is asked, what came of it, and whether it was of use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from expertise.asking.enums import HelpState
from expertise.asking.models import HelpRequest
from expertise.asking.notices.mails import Words, mail_asked, mail_follow_up, mail_to_asker
from expertise.asking.notices.stale import ended, followed_up, not_asked, not_open, not_shared, not_to_check
from knowledge_network.notifications.events.enums import Audience, Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, Urgency, register
from knowledge_network.notifications.events.replies import make_reply_address

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice

NOW, DAILY = Channel.NOW.value, Channel.DAILY.value


# The mailbox for answers by mail to the conversation about a question.
REPLY_BOX = "question"


def answer_question(notice: Notice) -> str:
    """Where its reader can answer by mail; whether they may is asked again when the answer comes."""
    about = notice.params.get("help_request", "")
    return make_reply_address(REPLY_BOX, notice.member, about) if about else ""


def _state_text(params: dict[str, Any]) -> str:
    state = dict(HelpState.choices).get(params["state"], params["state"])
    sentence = _("Your question «%(title)s» is now: %(state)s.") % {"title": params["title"], "state": state}
    if params.get("reason"):
        sentence += " " + pgettext("why something happened", "The reason: %(reason)s") % {"reason": params["reason"]}
    return sentence


def _kind(
    name: str, text: Words | Callable[[dict[str, Any]], str], why: Words, label: Words, **more: Any
) -> NoticeKind:
    return register(
        NoticeKind(
            name=f"expertise.{name}",
            # What makes its own sentence has put the words in already: a «%» in a title is no gap to fill.
            text=lambda p: text(p) if callable(text) else str(text) % p,
            why=why,
            label=label,
            section=Section.QUESTIONS,
            **{"icon": "message-circle-question-mark", **more},
        )
    )


def _also_asked_text(params: dict[str, Any]) -> str:
    count = params["count"]
    return ngettext(
        "%(count)s colleague has your question «%(title)s» too.",
        "%(count)s colleagues have your question «%(title)s» too.",
        count,
    ) % {"count": count, "title": params["title"]}


def _used_text(params: dict[str, Any]) -> str:
    count = params["count"]
    return ngettext(
        "Your answer to «%(title)s» was used %(count)s time.",
        "Your answer to «%(title)s» was used %(count)s times.",
        count,
    ) % {"count": count, "title": params["title"]}


YOU_ASKED = gettext_lazy("You asked this question.")
YOU_ASK_TOO = gettext_lazy("You said that you have this question too.")
YOU_FOLLOW = gettext_lazy("You follow this topic.")
YOU_HELP = gettext_lazy("You help with this question.")

HELP_ASKED = _kind(
    "help_asked",
    gettext_lazy("A question that fits your expertise: «%(title)s»"),
    gettext_lazy("You said in the network what you know about, or somebody asked you by name."),
    gettext_lazy("Somebody asks me something"),
    default=NOW,
    urgency=Urgency.PROMPT,
    mail=mail_asked,
    stale=not_asked,
)
HELP_GROUP_ASKED = _kind(
    "help_group_asked",
    gettext_lazy("A question for «%(group)s»: «%(title)s»"),
    gettext_lazy("You are in the group that was asked."),
    gettext_lazy("Somebody asks my group something"),
    default=DAILY,
    stale=not_open,
)
HELP_REMINDED = _kind(
    "help_reminded",
    gettext_lazy("Can you still help with «%(title)s»? Say yes or no."),
    gettext_lazy("You were asked and did not answer yet."),
    gettext_lazy("A question still waits for my answer"),
    default=NOW,
    stale=not_asked,
)
HELP_ACCEPTED = _kind(
    "help_accepted",
    gettext_lazy("%(name)s helps you with «%(title)s»."),
    YOU_ASKED,
    gettext_lazy("Somebody helps with my question"),
    icon="handshake",
    default=NOW,
    urgency=Urgency.PROMPT,
    mail=mail_to_asker(
        gettext_lazy("%(name)s helps you: %(title)s"),
        gettext_lazy("%(name)s helps you with «%(title)s». Write when it suits you to talk."),
        gettext_lazy("Go to the conversation"),
    ),
    stale=ended,
    answer_to=answer_question,
)
HELP_DECLINED = _kind(
    "help_declined",
    gettext_lazy("%(name)s cannot help with «%(title)s» now. We look further."),
    YOU_ASKED,
    gettext_lazy("Somebody cannot help with my question"),
    default=DAILY,
    stale=ended,
)
HELP_SILENT = _kind(
    "help_silent",
    gettext_lazy("%(name)s did not answer «%(title)s» in time. Ask the network?"),
    YOU_ASKED,
    gettext_lazy("Nobody answers my question"),
    icon="clock",
    default=NOW,
    stale=not_open,
)
HELP_STATE = _kind(
    "help_state",
    _state_text,
    YOU_ASKED,
    gettext_lazy("My question gets another state"),
    default=DAILY,
)
HELP_MESSAGE = _kind(
    "help_message",
    gettext_lazy("%(name)s wrote in «%(title)s»."),
    gettext_lazy("You take part in this conversation."),
    gettext_lazy("Somebody writes in a question in which I take part"),
    icon="messages-square",
    default=NOW,
    stale=ended,
    answer_to=answer_question,
)
HELP_ANSWERED = _kind(
    "help_answered",
    gettext_lazy("There is an answer to «%(title)s». Does it help you?"),
    YOU_ASKED,
    gettext_lazy("My question is answered"),
    icon="check-check",
    default=NOW,
    urgency=Urgency.PROMPT,
    mail=mail_to_asker(
        gettext_lazy("Answered: %(title)s"),
        gettext_lazy("There is an answer to «%(title)s». Does it help you? Then close the question."),
        gettext_lazy("Read the answer"),
    ),
    stale=ended,
    answer_to=answer_question,
)
HELP_CLOSED = _kind(
    "help_closed",
    gettext_lazy("«%(title)s» is closed. Thank you for helping."),
    YOU_HELP,
    gettext_lazy("A question with which I help is closed"),
    icon="circle-check",
    default=DAILY,
)
HELP_ESCALATED = _kind(
    "help_escalated",
    gettext_lazy("Nobody has helped with «%(title)s» yet. Do you know somebody?"),
    gettext_lazy("You connect people in the network."),
    gettext_lazy("A question stays unanswered"),
    icon="triangle-alert",
    default=NOW,
    stale=not_open,
    audience=Audience.LIAISONS,
)
HELP_TO_CHECK = _kind(
    "help_to_check",
    gettext_lazy("An answer may go to the knowledge base: «%(title)s». Check it for names."),
    gettext_lazy("You run the network, or are in the expert group."),
    gettext_lazy("An answer waits for my check"),
    icon="library",
    default=DAILY,
    stale=not_to_check,
    audience=Audience.EXPERTS,
)
HELP_PUBLISHED = _kind(
    "help_published",
    gettext_lazy("The answer to «%(title)s» stands in the network now, without names."),
    gettext_lazy("You asked this question or helped with it."),
    gettext_lazy("An answer of mine is shared without names"),
    icon="library",
)
HELP_FOLLOW_UP = _kind(
    "help_follow_up",
    gettext_lazy("Did you use the answer to «%(title)s» at your school?"),
    YOU_ASKED,
    gettext_lazy("Was the answer of use at my school?"),
    icon="sprout",
    default=NOW,
    urgency=Urgency.PROMPT,
    mail=mail_follow_up,
    stale=followed_up,
)


HELP_ALSO_ASKED = _kind(
    "help_also_asked",
    _also_asked_text,
    YOU_ASKED,
    gettext_lazy("Others have my question too"),
    icon="users",
    stale=ended,
)
HELP_SHARED_WITH_YOU = _kind(
    "help_shared_with_you",
    gettext_lazy("There is an answer to «%(title)s», a question that you have too."),
    YOU_ASK_TOO,
    gettext_lazy("A question that I have too is answered"),
    icon="check-check",
    default=NOW,
    stale=not_shared,
)
HELP_ENDED_FOR_YOU = _kind(
    "help_ended_for_you",
    gettext_lazy("«%(title)s» ended without an answer for everybody. Ask it yourself: it is filled in already."),
    YOU_ASK_TOO,
    gettext_lazy("A question that I have too ends without an answer"),
)
HELP_ANSWER_USED = _kind(
    "help_answer_used",
    _used_text,
    gettext_lazy("You gave this answer. Only you are told how often it was used."),
    gettext_lazy("An answer of mine is used"),
    icon="sprout",
    stale=not_shared,
)
QUESTION_ON_TOPIC = _kind(
    "question_on_topic",
    gettext_lazy("A question about «%(topic)s»: %(title)s"),
    YOU_FOLLOW,
    gettext_lazy("Somebody asks something about a topic that I follow"),
    icon="tag",
    stale=not_open,
)
ANSWER_ON_TOPIC = _kind(
    "answer_on_topic",
    gettext_lazy("An answer about «%(topic)s»: %(title)s"),
    YOU_FOLLOW,
    gettext_lazy("An answer is shared about a topic that I follow"),
    icon="tag",
    stale=not_shared,
)


def address(help_request: HelpRequest) -> str:
    return reverse("expertise:help_request_detail", args=[help_request.public_id])


def address_of_answer(help_request: HelpRequest) -> str:
    return reverse("expertise:help_answer_detail", args=[help_request.public_id])


def address_to_ask(help_request: HelpRequest) -> str:
    """Where the same question can be asked anew, filled in already."""
    topic = help_request.topics.order_by("name").first()
    query = {"vraag": help_request.title} | ({"thema": topic.slug} if topic is not None else {})
    return reverse("expertise:help_request_ask", query=query)


def choose_words(help_request: HelpRequest) -> dict[str, str]:
    return {"help_request": help_request.public_id, "title": help_request.title}
