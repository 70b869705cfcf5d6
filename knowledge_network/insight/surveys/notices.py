"""What people are told about rounds of a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from knowledge_network.insight.surveys.enums import WaveState
from knowledge_network.insight.surveys.models import Participation, Wave
from knowledge_network.kit.dates import nice_date
from knowledge_network.kit.emails import absolute_url
from knowledge_network.notifications.events.enums import Audience, Channel, Section
from knowledge_network.notifications.events.registry import NoticeKind, NoticeMail, register

if TYPE_CHECKING:
    from knowledge_network.notifications.events.models import Notice

ASKED = gettext_lazy("You are asked for this scan.")


def choose_words(wave: Wave) -> dict[str, Any]:
    """What each notice about a round holds."""
    return {
        "wave": wave.public_id,
        "title": wave.title,
        "unit": wave.unit_name,
        "day": wave.closes_on.isoformat(),
    }


def say_until(params: dict[str, Any]) -> dict[str, Any]:
    return {**params, "until": nice_date(parse_date(params["day"]))}


def find_wave(notice: Notice) -> Wave | None:
    return Wave.objects.filter(public_id=notice.params.get("wave", "")).first()


def stale_for_asked(notice: Notice) -> str:
    wave = find_wave(notice)
    if wave is None or not wave.is_open:
        return "the scan is closed"
    waits = Participation.objects.filter(wave=wave, member=notice.member_id, took_part=False)
    return "" if waits.exists() else "took part already"


def stale_for_concept(notice: Notice) -> str:
    wave = find_wave(notice)
    return "" if wave is not None and wave.is_concept else "the scan is open"


def stale_for_release(notice: Notice) -> str:
    wave = find_wave(notice)
    return "" if wave is not None and wave.state == WaveState.CLOSED else "the scan is released"


def write_asking(notice: Notice, subject: str, first: str, promise: str, button: str) -> NoticeMail:
    """The mail in which somebody is asked to fill something in: until when, on what terms, and where."""
    words = say_until(notice.params)
    return NoticeMail(
        subject=subject % words, lines=[first % words, promise], button=button, url=absolute_url(notice.url)
    )


def _ask(notice: Notice, subject: str, first: str) -> NoticeMail:
    promise = _("It takes four minutes. Taking part is your own choice; afterwards nobody can see what you said.")
    return write_asking(notice, subject, first, promise, _("Fill in the scan"))


def _opened(notice: Notice) -> NoticeMail:
    return _ask(
        notice, _("A scan for you: %(title)s"), _("«%(unit)s» looks at how you learn together, until %(until)s.")
    )


def _waits(notice: Notice) -> NoticeMail:
    return _ask(notice, _("Still open: %(title)s"), _("The scan of «%(unit)s» closes on %(until)s."))


def register_kind(name: str, text: Any, label: Any, **fields: Any) -> NoticeKind:
    return register(NoticeKind(name=f"insight.{name}", text=text, label=label, **fields))


def kind(name: str, text: Any, label: Any, **fields: Any) -> NoticeKind:
    defaults = {"why": ASKED, "icon": "radar", "section": Section.GROUPS, "default": Channel.NOW.value}
    return register_kind(name, text, label, **{**defaults, **fields})


PROPOSED = kind(
    "scan_proposed",
    lambda p: _("A scan of «%(unit)s» is ready to be opened: %(title)s.") % p,
    gettext_lazy("A group wants to open a scan"),
    why=gettext_lazy("You run the network."),
    section=Section.OTHER,
    audience=Audience.COORDINATORS,
    stale=stale_for_concept,
)
OPENED = kind(
    "scan_opened",
    lambda p: _("A scan for you: %(title)s. Four minutes, until %(until)s.") % say_until(p),
    gettext_lazy("A scan is there for me to fill in"),
    has_section=True,
    mail=_opened,
    stale=stale_for_asked,
)
WAITS = kind(
    "scan_waits",
    lambda p: _("«%(title)s» closes on %(until)s. You can still take part.") % say_until(p),
    gettext_lazy("When I did not fill in a scan yet"),
    icon="clock",
    has_section=True,
    mail=_waits,
    stale=stale_for_asked,
)
TO_RELEASE = kind(
    "scan_to_release",
    lambda p: _("«%(title)s» of «%(unit)s» is closed. Look at what would be shown, and release it.") % p,
    gettext_lazy("I can release the outcome of a scan"),
    why=gettext_lazy("You guard the privacy of the network."),
    icon="shield-check",
    section=Section.OTHER,
    stale=stale_for_release,
)
TOO_FEW = kind(
    "scan_too_few",
    lambda p: _("Too few people took part in «%(title)s». Nothing is shown, and all answers are gone.") % p,
    gettext_lazy("Too few people took part in a scan of mine"),
    icon="circle-x",
    default=Channel.WEEKLY.value,
)
PUBLISHED = kind(
    "scan_published",
    lambda p: _("The outcome of «%(title)s» is there. Talk about it with your group.") % p,
    gettext_lazy("The outcome of a scan is there"),
    icon="messages-square",
)
