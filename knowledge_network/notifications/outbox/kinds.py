"""What apps say about their kinds of mail: whether one still makes sense, what it says, what follows when it is sent.

Each is found by the kind itself or by the longest registered beginning of it that ends in a dot («plg.»). Mail about a
kind of notice is made and marked in one way, by what `register_notices` was given.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Collection
from enum import Enum
from typing import TYPE_CHECKING, Any

from django.db.models import Q

if TYPE_CHECKING:
    from knowledge_network.members.people.models import Member
    from knowledge_network.notifications.outbox.composing import Composed
    from knowledge_network.notifications.outbox.models import Delivery


class Urgency(Enum):
    """When a mail about a notice may go out, once its reader wants mail «at once»."""

    # A change or cancellation: immediately, also in the evening, the weekend and the holidays.
    URGENT = "urgent"
    # Has its own time (an invitation, tomorrow's reminder): a mail of its own, never in quiet hours.
    PROMPT = "prompt"
    # Waits for the one mail a day in which all of them go together.
    NORMAL = "normal"


Check = Callable[["Delivery"], str]
Compose = Callable[["Delivery"], "Composed | str"]
Sent = Callable[["Delivery"], None]

_checks: dict[str, Check] = {}
_composers: dict[str, Compose] = {}
_sent: dict[str, Sent] = {}
# Kinds of notice, and how kinds are called for people.
_urgencies: dict[str, Urgency] = {}
_names: dict[str, Callable[[], str]] = {}
_of_notices: dict[str, Any] = {}

# Who asked to be erased still logs in to come back, and hears about the erasure; nothing else.
TO_WHO_GOES = ("account.", "members.erasure", "members.retention")
# What lets people log in goes out also while all mail is stopped, and is never held.
ALWAYS = ("account.",)
# The kind of mail in which everything goes together that is not urgent.
BUNDLE = "notifications.bundle"
# Of these together one a day: the mail of the day, and each overview adds itself.
ONCE_A_DAY = {BUNDLE}


def register_check(kind: str, check: Check) -> None:
    """`check` looks at each mail of this kind just before it is sent and returns why not, or an empty text."""
    _checks[kind] = check


def register_composer(kind: str, compose: Compose) -> None:
    """`compose` makes a mail of this kind when it is sent, or gives the reason why it should not be sent."""
    _composers[kind] = compose


def register_sent(kind: str, sent: Sent) -> None:
    """`sent` is called in the transaction that marks a mail of this kind as sent."""
    _sent[kind] = sent


def register_name(kind: str, name: Callable[[], str]) -> None:
    """Say how a kind of mail is called."""
    _names[kind] = name


def register_notice_kind(kind: str, *, urgency: Urgency, name: Callable[[], str]) -> None:
    """Say that mail of this kind is about a notice."""
    _urgencies[kind] = urgency
    register_name(kind, name)


def register_notices(
    *, compose: Compose, sent: Sent, caused_by: Callable[[Member], Q], of_kinds: Callable[[Collection[str]], Q]
) -> None:
    """How mail about a notice is made and marked, whatever its kind; and how mail is found by what notices say.

    `caused_by`: mail that tells of a deed of a member; `of_kinds`: mail that tells of something of these kinds.
    """
    _of_notices.update(compose=compose, sent=sent, caused_by=caused_by, of_kinds=of_kinds)


def match_cause(member: Member) -> Q:
    """Mail that somebody gets because of what `member` did, or because `member` wrote it."""
    told: Q = _of_notices["caused_by"](member)
    one, many = (f"{what}:{member.public_id}:" for what in ("member-message", "member-messages"))
    return told | Q(key__startswith=one) | Q(key__startswith=many)


def match_kinds(words: str) -> Q:
    """Mail of which a kind is called so by people, also where it stands among other news in a mail of the day."""
    sought = words.casefold()
    kinds = [kind for kind, name in _names.items() if sought in name().casefold()]
    told: Q = _of_notices["of_kinds"]([kind for kind in kinds if kind in _urgencies])
    return Q(kind__in=kinds) | told


def get_name(kind: str) -> str:
    """How a kind of mail is called; empty when nobody said."""
    name = _names.get(kind)
    return name() if name else ""


def is_named(kind: str) -> bool:
    return kind in _names


def get_urgency(kind: str) -> Urgency | None:
    """None for mail that is not about a notice of its own."""
    return _urgencies.get(kind)


def named_kinds() -> list[str]:
    return list(_names)


def get_check(kind: str) -> Check | None:
    return _find(_checks, kind)


def get_composer(kind: str) -> Compose | None:
    return _of_notices.get("compose") if kind in _urgencies else _find(_composers, kind)


def composed_kinds() -> Q:
    """Mail that can be made anew."""
    exact = [*_urgencies, *(name for name in _composers if not name.endswith("."))]
    beginnings = (Q(kind__startswith=name) for name in _composers if name.endswith("."))
    return functools.reduce(operator.or_, beginnings, Q(kind__in=exact))


def get_sent_hook(kind: str) -> Sent | None:
    return _of_notices.get("sent") if kind in _urgencies else _find(_sent, kind)


def _find[T](registered: dict[str, T], kind: str) -> T | None:
    if kind in registered:
        return registered[kind]
    fitting = [name for name in registered if name.endswith(".") and kind.startswith(name)]
    return registered[max(fitting, key=len)] if fitting else None
