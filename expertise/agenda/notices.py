"""What askers and the group hear when the Kennisrotonde answers, and when a question is answered by a product."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from expertise.agenda.enums import ExternalState
from expertise.agenda.models import ExternalQuestion, FollowUp
from expertise.questions.models import QuestionCard
from knowledge_network.kit.emails import absolute_url
from knowledge_network.members.people.models import Member
from knowledge_network.notifications.events.actions import notify
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice
    from plg.groups.models import Group

YOU_ASKED = gettext_lazy("You asked it, or are in the group that works on it.")


def _external_text(params: dict[str, Any]) -> str:
    state = dict(ExternalState.choices).get(params["state"], params["state"])
    return _("Your question at the Kennisrotonde is now: %(state)s.") % {"state": state}


def _external_mail(notice: Notice) -> NoticeMail:
    found = ExternalQuestion.objects.filter(public_id=notice.params.get("external", "")).first()
    return NoticeMail(
        subject=_("What the Kennisrotonde says about your question"),
        lines=[_external_text(notice.params)],
        quote=found.answer_summary if found is not None else "",
        button=_("Read what came back"),
        url=absolute_url(notice.url),
    )


def changed_since(notice: Notice) -> str:
    found = ExternalQuestion.objects.filter(public_id=notice.params.get("external", "")).first()
    return "" if found is not None and found.state == notice.params.get("state") else "in another state by now"


EXTERNAL_STATE = register(
    NoticeKind(
        name="expertise.external_question_state",
        text=_external_text,
        why=YOU_ASKED,
        icon="send",
        label=gettext_lazy("The Kennisrotonde says something about my question"),
        default=Channel.DAILY,
        mail=_external_mail,
        stale=changed_since,
        section=Section.QUESTIONS,
    )
)
BUNDLE_ANSWERED = register(
    NoticeKind(
        name="expertise.bundle_answered",
        text=lambda params: _("Your question from practice has an answer: «%(product)s».") % params,
        why=gettext_lazy("You brought in this question."),
        icon="lightbulb",
        label=gettext_lazy("My question from practice is answered"),
        default=Channel.DAILY,
        section=Section.QUESTIONS,
    )
)


def find_askers(bundle: int) -> list[Member]:
    """Who asked the questions that lie in a bundle. One query."""
    asked = QuestionCard.objects.on_board().filter(confirmed_bundle=bundle).values("question__asker")
    return list(Member.objects.active().filter(pk__in=asked).order_by("pk"))


def find_group_members(group: Group | None) -> list[Member]:
    if group is None:
        return []
    inside = group.memberships.current().values("member")
    return list(Member.objects.active().filter(pk__in=inside).order_by("pk"))


def tell_external(external: ExternalQuestion, group: Group | None, *, by: Member, now: dt.datetime) -> None:
    notify(
        EXTERNAL_STATE,
        to=[*find_askers(external.bundle_id), *find_group_members(group)],
        key=f"external:{external.public_id}:{external.state}:{now.timestamp():.0f}",
        url=external.get_absolute_url(),
        by=by,
        at=now,
        external=external.public_id,
        state=external.state,
    )


def tell_answered(follow_up: FollowUp, *, by: Member, now: dt.datetime) -> None:
    product = follow_up.product
    if product is None:
        return
    notify(
        BUNDLE_ANSWERED,
        to=find_askers(follow_up.bundle_id),
        key=f"bundle_answered:{follow_up.pk}:{product.pk}",
        url=product.get_absolute_url(),
        by=by,
        at=now,
        product=product.title,
    )
