"""What who asked is told of a question from practice.

A notice holds no word of the question: what is blacked out later is nowhere left. A mail quotes it as it is then.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from expertise.questions.enums import QuestionState
from expertise.questions.models import PracticeQuestion
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.events.models import Notice

YOU_ASKED = gettext_lazy("You brought in this question.")


def _state_text(params: dict[str, Any]) -> str:
    state = dict(QuestionState.choices).get(params["state"], params["state"])
    words = {"day": params["day"], "state": state}
    sentence = _("Your question from practice of %(day)s is now: %(state)s.") % words
    if params.get("reason"):
        sentence += " " + pgettext("why something happened", "The reason: %(reason)s") % {"reason": params["reason"]}
    if params.get("passed_to"):
        sentence += " " + _("Passed on to: %(passed_to)s.") % {"passed_to": params["passed_to"]}
    return sentence


def find_question(notice: Notice) -> PracticeQuestion | None:
    return PracticeQuestion.objects.filter(public_id=notice.params.get("question", "")).first()


def _mail(notice: Notice) -> NoticeMail:
    question = find_question(notice)
    return NoticeMail(
        subject=_("What became of your question from practice"),
        lines=[_state_text(notice.params)],
        quote=str(question) if question is not None else "",
        button=_("Look at your question"),
        url=absolute_url(notice.url),
    )


def not_so_any_more(notice: Notice) -> str:
    question = find_question(notice)
    return "" if question is not None and question.state == notice.params.get("state") else "in another state by now"


STATE_CHANGED = register(
    NoticeKind(
        name="expertise.practice_question_state",
        text=_state_text,
        why=YOU_ASKED,
        icon="message-circle-question-mark",
        label=gettext_lazy("Something becomes of my question from practice"),
        default=Channel.DAILY,
        mail=_mail,
        stale=not_so_any_more,
        section=Section.QUESTIONS,
    )
)
BLACKED_OUT = register(
    NoticeKind(
        name="expertise.practice_question_blacked_out",
        text=lambda params: _("Words were blacked out in your question from practice of %(day)s.") % params,
        why=YOU_ASKED,
        icon="eye-off",
        label=gettext_lazy("Words in my question from practice are blacked out"),
        default=Channel.DAILY,
        section=Section.QUESTIONS,
    )
)


def tell_asker(
    kind: NoticeKind,
    question: PracticeQuestion,
    *,
    by: Member,
    what: str,
    now: dt.datetime | None = None,
    **params: str,
) -> None:
    """Nobody, when the asker is unknown or gone."""
    asker = question.asker
    if asker is None:
        return
    notify(
        kind,
        to=[asker],
        key=f"practice_question:{question.public_id}:{what}",
        url=question.get_absolute_url(),
        by=by,
        at=now,
        question=question.public_id,
        day=nice_date(question.asked_at),
        **params,
    )


def tell_state(question: PracticeQuestion, *, by: Member, now: dt.datetime) -> None:
    tell_asker(
        STATE_CHANGED,
        question,
        by=by,
        what=f"{question.state}:{now.timestamp():.0f}",
        now=now,
        state=question.state,
        reason=question.state_reason,
        passed_to=question.passed_to,
    )
