"""The call for people who know something about a topic that nobody, or hardly anybody, shows to know about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from expertise.gaps.models import GapAction
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.enums import Channel
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice
    from knowledge_network.topics.models import Topic


def address_to_claim(topic: Topic) -> str:
    """Where somebody writes down what they know about the topic."""
    try:
        return reverse("expertise:claim_add", query={"thema": topic.slug})
    except NoReverseMatch:
        return reverse("members:profile_edit")


def _taken_back(notice: Notice) -> str:
    step = GapAction.objects.filter(public_id=notice.params.get("step", "")).first()
    return "taken back" if step is not None and step.undone_at else ""


def _mail(notice: Notice) -> NoticeMail:
    words = notice.params
    return NoticeMail(
        subject=gettext("Do you know something about %(topic)s?") % words,
        lines=[
            gettext("In our network people look for somebody who knows about %(topic)s.") % words,
            gettext(
                "Do you have experience with it, however small? Write it down in a minute. You choose who sees it."
            ),
        ],
        quote=words.get("note", ""),
        button=gettext("Show what I know"),
        url=absolute_url(notice.url),
    )


EXPERTS_CALLED = register(
    NoticeKind(
        name="expertise.experts_called",
        text=lambda p: gettext("The network looks for somebody who knows about %(topic)s. Is that you?") % p,
        why=_("This topic comes close to your profile or to one of your groups."),
        icon="megaphone",
        label=_("The network looks for somebody who knows about a topic near mine"),
        default=Channel.DAILY,
        mail=_mail,
        stale=_taken_back,
    )
)
