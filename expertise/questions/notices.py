"""What who asked is told of a question from practice.

A notice holds no word of the question: what is blacked out later is nowhere left. A mail quotes it as it is then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from expertise.questions.enums import QuestionState, Whose
from expertise.questions.models import BundlingRound, PracticeQuestion, QuestionCard
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.emails import absolute_url
from knowledge_network.members.people.queries import coordinators_of_network
from knowledge_network.notifications.events.actions import forget_notices, notify
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


def _pass_on_text(params: dict[str, Any]) -> str:
    if params.get("passed_to"):
        return _("Your question from practice of %(day)s is passed on to: %(passed_to)s.") % params
    return _("Your question from practice of %(day)s is not passed on any more. Why it ended stays as it was.") % params


def find_stale_passing(notice: Notice) -> str:
    question = find_question(notice)
    is_so = question is not None and question.is_decided and question.passed_to == notice.params.get("passed_to")
    return "" if is_so else "passed on to somebody else by now"


PASS_ON_CHANGED = register(
    NoticeKind(
        name="expertise.practice_question_pass_on",
        text=_pass_on_text,
        why=YOU_ASKED,
        icon="share-2",
        label=gettext_lazy("My question from practice goes to somebody else"),
        default=Channel.DAILY,
        stale=find_stale_passing,
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
    follows: Sequence[str] = (),
    **params: str,
) -> None:
    """Nobody, when the asker is unknown or gone; nor who did not hear yet of what this `follows`."""
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
        follows=follows,
        question=question.public_id,
        day=nice_date(question.asked_at),
        **params,
    )


def tell_state(question: PracticeQuestion, *, by: Member, now: dt.datetime, undoes: str = "") -> None:
    """`undoes` is the state that this takes back: who did not hear of it yet hears neither."""
    former = [f"practice_question:{question.public_id}:{undoes}"] if undoes else []
    tell_asker(
        STATE_CHANGED,
        question,
        by=by,
        what=f"{question.state}:{now.timestamp():.0f}",
        now=now,
        follows=former,
        state=question.state,
        reason=question.state_reason,
        passed_to=question.passed_to,
    )
    forget_notices(keys=former)


def tell_passing(question: PracticeQuestion, *, by: Member, now: dt.datetime) -> None:
    """To whom it goes now, or that it goes to nobody any more."""
    what = f"pass_on:{now.timestamp():.0f}"
    tell_asker(PASS_ON_CHANGED, question, by=by, what=what, now=now, passed_to=question.passed_to)


def _round_text(params: dict[str, Any]) -> str:
    count = params["count"]
    if count == 1 and params.get("words"):
        return _("Your question from practice lives on in: «%(words)s»") % params
    return ngettext(
        "%(count)s of your questions from practice got another place.",
        "%(count)s of your questions from practice got another place.",
        count,
    ) % {"count": count}


def find_told(notice: Notice) -> list[QuestionCard]:
    """The reader's cards of that round, as far as they still lie where it put them."""
    rows = QuestionCard.objects.filter(question__asker=notice.member_id, confirmed_round=notice.params.get("round", 0))
    return list(rows.select_related("question", "confirmed_bundle").order_by("pk"))


def _say_place(card: QuestionCard) -> str:
    words = {"question": str(card.question), "reason": card.question.state_reason}
    if card.confirmed_bundle is not None:
        words["words"] = card.confirmed_bundle.words
        return _("«%(question)s» lives on in: «%(words)s»") % words
    if card.confirmed_outside:
        return _("«%(question)s» is not taken up. The reason: %(reason)s") % words
    return _("«%(question)s» lies loose again. The team looks where it belongs.") % words


def _round_mail(notice: Notice) -> NoticeMail:
    return NoticeMail(
        subject=_("What became of your questions from practice"),
        lines=[
            *map(_say_place, find_told(notice)),
            _("Is this not what you meant? Say so with one press on the page of your question."),
        ],
        button=_("Look at your question"),
        url=absolute_url(notice.url),
    )


def told_otherwise(notice: Notice) -> str:
    return "" if find_told(notice) else "lies elsewhere by now"


ROUND_CONFIRMED = register(
    NoticeKind(
        name="expertise.bundling_round",
        text=_round_text,
        why=YOU_ASKED,
        icon="waypoints",
        label=gettext_lazy("My question from practice is bundled with others"),
        default=Channel.DAILY,
        mail=_round_mail,
        stale=told_otherwise,
        section=Section.QUESTIONS,
    )
)
NOT_MEANT = register(
    NoticeKind(
        name="expertise.bundling_not_meant",
        text=lambda _params: _("Who asked a question says that its bundle is not what they meant."),
        why=gettext_lazy("You are in the team that bundles questions."),
        icon="hand",
        label=gettext_lazy("Who asked says that a bundle is not what they meant"),
        default=Channel.DAILY,
        section=Section.QUESTIONS,
    )
)
NOT_MEANT_ANSWERED = register(
    NoticeKind(
        name="expertise.bundling_not_meant_answered",
        text=lambda _params: _("The team answered what you said about the bundle of your question."),
        why=YOU_ASKED,
        icon="hand",
        label=gettext_lazy("The team answers that my question was meant otherwise"),
        default=Channel.DAILY,
        section=Section.QUESTIONS,
    )
)


def tell_round(bundling_round: BundlingRound, asker: Member, cards: list[QuestionCard], *, now: dt.datetime) -> None:
    """Once an asker and round, also who confirmed it and asked something too."""
    own = reverse("expertise:practice_question_list", query={"wat": Whose.MINE.address})
    one = cards[0] if len(cards) == 1 else None
    notify(
        ROUND_CONFIRMED,
        to=[asker],
        key=f"bundling_round:{bundling_round.pk}",
        url=one.question.get_absolute_url() if one is not None else own,
        at=now,
        round=bundling_round.pk,
        count=len(cards),
        words=one.confirmed_bundle.words if one is not None and one.confirmed_bundle is not None else "",
    )


def tell_team_not_meant(card: QuestionCard, *, by: Member, now: dt.datetime) -> None:
    people = list(card.cycle.team.order_by("pk")) or coordinators_of_network()
    notify(
        NOT_MEANT,
        to=[member for member in people if member.pk != by.pk],
        key=f"not_meant:{card.public_id}:{now.timestamp():.0f}",
        url=card.question.get_absolute_url(),
        at=now,
    )


def tell_answer(card: QuestionCard, *, by: Member, now: dt.datetime) -> None:
    tell_asker(NOT_MEANT_ANSWERED, card.question, by=by, what=f"answered:{now.timestamp():.0f}", now=now)
