"""What apps tell the bell: which kinds of notice there are, and how each reads.

An app registers in its own `notices.py`, which is imported at start:

    JOIN_REQUESTED = register(NoticeKind(
        name="plg.join_requested",
        text=lambda params: _("%(name)s asks to join «%(group)s».") % params,
        why=_("You lead this group."),
        icon="user-plus",
    ))

The text is made when it is read, in the reader's language, from the plain values that `notify` was given.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ImproperlyConfigured

from knowledge_network.notifications.events.enums import Audience, Channel, Section
from knowledge_network.notifications.outbox.composing import Attachment
from knowledge_network.notifications.outbox.kinds import Urgency, register_notice_kind

if TYPE_CHECKING:
    import datetime as dt

    from django.utils.functional import Promise

    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.events.models import Notice


# What `notify` was given, as JSON keeps it; which value is there only the kind of notice knows.
type Params = dict[str, Any]
# The sentence made of it, in the language of the reader.
type NoticeText = Callable[[Params], str | Promise]


@dataclass(frozen=True)
class NoticeMail:
    """What a mail about one notice says, in the reader's language; `lines` are paragraphs, `button` leads to `url`."""

    subject: str
    lines: list[str]
    button: str
    url: str
    quote: str = ""
    reply_to: str = ""
    # An answer to it is placed where it is about, so it says so on top.
    takes_answers: bool = False
    # Further links below the button: (text, full address).
    links: tuple[tuple[str, str], ...] = ()
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class NoticeKind:
    """One kind of notice.

    `text` makes the sentence from the parameters, `why` says why the reader gets it, `label` names the kind where
    members choose how to hear of it («Somebody asks to join my group»). `default` is the channel without a choice of
    the reader's own. `mail` makes the mail from the notice, with its reader as `notice.member`; without it a plain one
    is made from `text`. `stale` says, just before a mail goes out, why it should not (an empty text: it should);
    this is asked again for everything that stands in a bundle or overview. `choosable` is False for what nobody can
    turn off.
    """

    name: str
    text: NoticeText
    why: str | Promise
    icon: str = "bell"
    label: str | Promise = ""
    default: str = Channel.WEEKLY
    urgency: Urgency = Urgency.NORMAL
    mail: Callable[[Notice], NoticeMail] | None = None
    stale: Callable[[Notice], str] | None = None
    # Whether it comes too late when mail to very many waits for second thoughts.
    cannot_wait: Callable[[Params, dt.datetime], bool] | None = None
    choosable: bool = True
    # A section of the overview shows the thing itself (an action point, a meeting): it is no news there besides.
    has_section: bool = False
    # What stands below its line in a mail with several things.
    below: Callable[[Notice], str] | None = None
    # Where its reader can answer the mail about it (`events.replies`); an empty text: not by mail.
    answer_to: Callable[[Notice], str] | None = None
    # In which row of the page of choices it stands.
    section: Section = Section.OTHER
    # Whom it can reach: for others it does not stand there.
    audience: Audience = Audience.EVERYBODY

    @property
    def follows_section(self) -> bool:
        """Whether a choice about its whole section is about this too; what is urgent is chosen about by itself."""
        return self.choosable and self.urgency is not Urgency.URGENT


# Whether somebody belongs to an audience, told by the room that knows it; asked on the page of choices only.
type Belongs = Callable[[Member], bool]

_kinds: dict[str, NoticeKind] = {}
_audiences: dict[Audience, Belongs] = {Audience.EVERYBODY: lambda _member: True}


def register_audience(audience: Audience, belongs: Belongs) -> None:
    """`belongs(member)` says whether the reader of the page is one of them: at most one query."""
    _audiences[audience] = belongs


def find_reaching_kinds(member: Member) -> list[NoticeKind]:
    """The kinds that can reach this member and that can be chosen about."""
    found = [kind for kind in kinds() if kind.choosable]
    mine = {one for one in {kind.audience for kind in found} if _audiences[one](member)}
    return [kind for kind in found if kind.audience in mine]


def register(kind: NoticeKind) -> NoticeKind:
    known = _kinds.get(kind.name)
    if known is not None and known.text.__module__ != kind.text.__module__:
        raise ImproperlyConfigured(f"Two apps register the notice «{kind.name}».")
    _kinds[kind.name] = kind
    register_notice_kind(kind.name, urgency=kind.urgency, name=lambda: str(kind.label or kind.why))
    return kind


def get(name: str) -> NoticeKind | None:
    """None for a notice whose kind a later version no longer knows."""
    return _kinds.get(name)


def kinds() -> list[NoticeKind]:
    return list(_kinds.values())
