"""What people are told about rounds of the network questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.insight.surveys.notices import register_kind, say_until, write_asking
from knowledge_network.insight.ties.models import NetworkRound, RoundParticipation
from knowledge_network.notifications.events.enums import Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice


def choose_words(network_round: NetworkRound) -> dict[str, Any]:
    """What each notice about a round holds."""
    return {
        "round": network_round.public_id,
        "title": network_round.title,
        "day": network_round.closes_on.isoformat(),
    }


def find_round(notice: Notice) -> NetworkRound | None:
    return NetworkRound.objects.filter(public_id=notice.params.get("round", "")).first()


def stale_for_asked(notice: Notice) -> str:
    network_round = find_round(notice)
    if network_round is None or not network_round.is_open:
        return "the questionnaire is closed"
    waits = RoundParticipation.objects.filter(network_round=network_round, member=notice.member_id, took_part=False)
    return "" if waits.exists() else "took part already"


def stale_for_release(notice: Notice) -> str:
    network_round = find_round(notice)
    return "" if network_round is not None and network_round.is_closed else "the picture is released"


def _ask(notice: Notice, subject: str, first: str) -> NoticeMail:
    promise = _(
        "Taking part is your own choice and has no consequences for how you are judged. It takes ten minutes. "
        "Others see boards or schools, never people."
    )
    return write_asking(notice, subject, first, promise, _("Look at what is asked"))


def _opened(notice: Notice) -> NoticeMail:
    return _ask(notice, _("Who do you learn with? %(title)s"), _("The network asks whom people find, until %(until)s."))


def _waits(notice: Notice) -> NoticeMail:
    return _ask(notice, _("Still open: %(title)s"), _("The network questionnaire closes on %(until)s."))


def kind(name: str, text: Any, label: Any, **fields: Any) -> NoticeKind:
    defaults = {
        "why": gettext_lazy("You are asked for the network questionnaire."),
        "icon": "waypoints",
        "section": Section.OTHER,
        "default": Channel.NOW.value,
    }
    return register_kind(name, text, label, **{**defaults, **fields})


OPENED = kind(
    "round_opened",
    lambda p: _("Who do you learn with? «%(title)s», ten minutes, until %(until)s.") % say_until(p),
    gettext_lazy("The network questionnaire is there for me to fill in"),
    mail=_opened,
    stale=stale_for_asked,
)
WAITS = kind(
    "round_waits",
    lambda p: _("«%(title)s» closes on %(until)s. You can still take part.") % say_until(p),
    gettext_lazy("When I did not fill in the network questionnaire yet"),
    icon="clock",
    mail=_waits,
    stale=stale_for_asked,
)
TO_RELEASE = kind(
    "round_to_release",
    lambda p: _("The picture of «%(title)s» is worked out. Look at what would be shown, and release it.") % p,
    gettext_lazy("I can release the picture of the network"),
    why=gettext_lazy("You guard the privacy of the network."),
    icon="shield-check",
    stale=stale_for_release,
)
TOO_FEW = kind(
    "round_too_few",
    lambda p: _("Too few people took part in «%(title)s». There is nothing to show.") % p,
    gettext_lazy("Too few people took part in the network questionnaire"),
    why=gettext_lazy("You run the network."),
    icon="circle-x",
    default=Channel.WEEKLY.value,
)
PUBLISHED = kind(
    "round_published",
    lambda p: _("The picture of the network is there: «%(title)s».") % p,
    gettext_lazy("The picture of the network is there"),
    why=gettext_lazy("You were asked for the network questionnaire."),
    icon="waypoints",
    default=Channel.WEEKLY.value,
)
