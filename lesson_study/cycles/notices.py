"""What members are told about cycles: names, titles and days only, never what is in a plan, a note or a discussion."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.enums import Audience, Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, Urgency, register
from lesson_study.cycles.enums import CoverState, ExpertAnswer, Phase, StepKind, TeamRole
from lesson_study.cycles.links import cover_mail_address
from lesson_study.cycles.models import CoverRequest, KnowledgeableOther, TeamMember

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice


def _day(params: dict[str, Any], name: str = "lesson_day") -> str:
    return nice_date(dt.date.fromisoformat(params[name]))


def _moved(params: dict[str, Any]) -> str:
    phase = Phase(params["phase"]).label
    texts = {
        StepKind.FORWARD: gettext("«%(title)s» goes on to: %(phase)s."),
        StepKind.BACK: gettext("«%(title)s» goes back to: %(phase)s."),
        StepKind.PAUSED: gettext("«%(title)s» pauses."),
        StepKind.RESUMED: gettext("«%(title)s» goes on after a pause."),
        StepKind.STOPPED: gettext("«%(title)s» stops."),
        StepKind.FINISHED: gettext("«%(title)s» is finished. Well done."),
        StepKind.REOPENED: gettext("«%(title)s» is opened again."),
    }
    sentence = texts[StepKind(params["step"])] % {"title": params["title"], "phase": phase}
    if params.get("reason"):
        sentence += " " + pgettext("why something happened", "The reason: %(reason)s") % params
    return sentence


def _answered(params: dict[str, Any]) -> str:
    if params["takes_part"]:
        return gettext("%(name)s joins the team of «%(title)s».") % params
    return gettext("%(name)s does not join the team of «%(title)s».") % params


def _left(params: dict[str, Any]) -> str:
    sentence = gettext("%(name)s left the team of «%(title)s».") % params
    labels = dict(TeamRole.choices)
    roles = [str(labels[role]) for role in params["roles"].split(",") if role in labels]
    if roles:
        sentence += " " + gettext("Nobody does this now: %(roles)s.") % {"roles": ", ".join(roles)}
    return sentence


def _cover_asked(params: dict[str, Any]) -> str:
    words = {**params, "day": _day(params)}
    return gettext("%(name)s asks for cover on %(day)s, %(start)s–%(end)s, for a Lesson Study.") % words


def _cover_answered(params: dict[str, Any]) -> str:
    words = {**params, "day": _day(params)}
    if params["state"] == CoverState.APPROVED:
        return gettext("Cover for %(name)s on %(day)s is arranged.") % words
    if params["state"] == CoverState.OTHER_DAY:
        words["proposed"] = _day(params, "proposed")
        return gettext("Cover for %(name)s on %(day)s: the school proposes %(proposed)s.") % words
    return gettext("Cover for %(name)s on %(day)s is not possible: %(note)s") % words


def _expert_answered(params: dict[str, Any]) -> str:
    texts = {
        ExpertAnswer.YES.value: gettext("%(name)s takes part as expert in «%(title)s»."),
        ExpertAnswer.NO.value: gettext("%(name)s cannot take part as expert in «%(title)s»."),
        "feedback": gettext("%(name)s wrote feedback on the plan of «%(title)s»."),
    }
    return texts[params["what"]] % params


# Mails that ask for an answer: made when they are sent, and not sent when the answer is there ------------


def _team_mail(notice: Notice) -> NoticeMail:
    return NoticeMail(
        subject=gettext("Will you join the Lesson Study «%(title)s»?") % notice.params,
        lines=[
            gettext("%(name)s asks you for the team of «%(title)s» in %(group)s.") % notice.params,
            gettext("You decide: joining is your own choice. On the page you see the days and what you would do."),
        ],
        button=gettext("Look and answer"),
        url=absolute_url(notice.url),
    )


def _team_stale(notice: Notice) -> str:
    waiting = TeamMember.objects.standing().filter(
        member=notice.member_id, accepted_at__isnull=True, cycle__public_id=notice.params["cycle"]
    )
    return "" if waiting.exists() else "answered already"


def _cover_of(notice: Notice) -> CoverRequest | None:
    rows = CoverRequest.objects.select_related("day", "member")
    return rows.filter(public_id=notice.params.get("request", "")).first()


def _cover_mail(notice: Notice) -> NoticeMail:
    request = _cover_of(notice)
    words = {**notice.params, "day": _day(notice.params)}
    lines = [
        gettext("%(name)s takes part in a Lesson Study and teaches or observes a lesson with colleagues.") % words,
        gettext("For that %(name)s needs cover on %(day)s from %(start)s to %(end)s.") % words,
        gettext("Answer in one click: it is arranged, another day, or it is not possible."),
    ]
    return NoticeMail(
        subject=gettext("Cover for %(name)s on %(day)s?") % words,
        lines=lines,
        quote=str(notice.params.get("note", "")),
        button=gettext("Answer"),
        url=cover_mail_address(request, notice.member) if request is not None else absolute_url(notice.url),
    )


def _cover_stale(notice: Notice) -> str:
    request = _cover_of(notice)
    return "" if request is not None and request.state == CoverState.ASKED else "answered or taken back"


def _expert_mail(notice: Notice) -> NoticeMail:
    expert = KnowledgeableOther.objects.filter(public_id=notice.params.get("expert", "")).first()
    return NoticeMail(
        subject=gettext("Will you be the expert of «%(title)s»?") % notice.params,
        lines=[
            gettext("%(name)s asks you as the expert from outside of the Lesson Study «%(title)s».") % notice.params,
            gettext("You read the plan before the lesson, and close the discussion. You do not see notes on pupils."),
        ],
        quote=expert.message if expert else "",
        button=gettext("Look and answer"),
        url=absolute_url(notice.url),
    )


def _expert_stale(notice: Notice) -> str:
    waiting = KnowledgeableOther.objects.standing().filter(
        public_id=notice.params.get("expert", ""), answer=ExpertAnswer.NONE
    )
    return "" if waiting.exists() else "answered or taken back"


def kind(name: str, text: Any, why: Any, icon: str, label: Any, **more: Any) -> NoticeKind:
    return register(
        NoticeKind(
            name=f"lesson_study.{name}", text=text, why=why, icon=icon, label=label, section=Section.GROUPS, **more
        )
    )


IN_TEAM = _("You are in the team of this Lesson Study.")

TEAM_ASKED = kind(
    "team_asked",
    lambda p: gettext("%(name)s asks you for the team of «%(title)s».") % p,
    _("Somebody asks you for a Lesson Study."),
    "users",
    _("Somebody asks me for the team of a Lesson Study"),
    default=Channel.NOW,
    urgency=Urgency.PROMPT,
    mail=_team_mail,
    stale=_team_stale,
)
TEAM_ANSWERED = kind(
    "team_answered",
    _answered,
    _("You asked this colleague."),
    "user-check",
    _("Somebody answers whether they join my team"),
)
TEAM_LEFT = kind("team_left", _left, IN_TEAM, "user-minus", _("Somebody leaves my team"), default=Channel.NOW)
MOVED = kind("moved", _moved, IN_TEAM, "milestone", _("My Lesson Study goes on, back, or pauses"))
COVER_ASKED = kind(
    "cover_asked",
    _cover_asked,
    _("You lead the school, or run the network."),
    "calendar",
    _("Somebody asks for cover"),
    default=Channel.NOW,
    urgency=Urgency.PROMPT,
    mail=_cover_mail,
    stale=_cover_stale,
    audience=Audience.DECIDERS,
)
COVER_ANSWERED = kind(
    "cover_answered",
    _cover_answered,
    IN_TEAM,
    "calendar-check",
    _("The school answers about cover"),
    default=Channel.NOW,
    urgency=Urgency.PROMPT,
)
COVER_WITHDRAWN = kind(
    "cover_withdrawn",
    lambda p: gettext("%(name)s no longer needs cover on %(day)s.") % {**p, "day": _day(p)},
    _("You lead the school, or run the network."),
    "calendar-x",
    _("Cover is no longer needed"),
    default=Channel.NOW,
    audience=Audience.DECIDERS,
)
EXPERT_ASKED = kind(
    "expert_asked",
    lambda p: gettext("%(name)s asks you as the expert of «%(title)s».") % p,
    _("Somebody asks you as expert of a Lesson Study."),
    "graduation-cap",
    _("Somebody asks me as expert of a Lesson Study"),
    default=Channel.NOW,
    urgency=Urgency.PROMPT,
    mail=_expert_mail,
    stale=_expert_stale,
)
FEEDBACK_ASKED = kind(
    "feedback_asked",
    lambda p: gettext("%(name)s asks for your feedback on the plan of «%(title)s».") % p,
    _("You are the expert of this Lesson Study."),
    "message-square",
    _("A team asks for my feedback on its plan"),
    default=Channel.NOW,
)
EXPERT_ANSWERED = kind(
    "expert_answered",
    _expert_answered,
    IN_TEAM,
    "graduation-cap",
    _("The expert of my Lesson Study answers"),
    default=Channel.NOW,
)
