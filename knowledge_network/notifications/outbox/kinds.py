"""What apps say about their kinds of mail: whether one still makes sense, what it says, what follows when it is sent.

Each is found by the kind itself or by the longest registered beginning of it that ends in a dot («plg.»).
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db.models import Q

if TYPE_CHECKING:
    from knowledge_network.notifications.outbox.composing import Composed
    from knowledge_network.notifications.outbox.models import Delivery

Check = Callable[["Delivery"], str]
Compose = Callable[["Delivery"], "Composed | str"]
Sent = Callable[["Delivery"], None]

_checks: dict[str, Check] = {}
_composers: dict[str, Compose] = {}
_sent: dict[str, Sent] = {}

# Who asked to be erased still logs in to come back, and hears about the erasure; nothing else.
TO_WHO_GOES = ("account.", "members.erasure", "members.retention")
# What lets people log in goes out also while all mail is stopped, and is never held.
ALWAYS = ("account.",)
# Of these together one a day: the mail of the day, and each overview adds itself.
ONCE_A_DAY = {"notifications.bundle"}


def register_check(kind: str, check: Check) -> None:
    """`check` looks at each mail of this kind just before it is sent and returns why not, or an empty text."""
    _checks[kind] = check


def register_composer(kind: str, compose: Compose) -> None:
    """`compose` makes a mail of this kind when it is sent, or gives the reason why it should not be sent."""
    _composers[kind] = compose


def register_sent(kind: str, sent: Sent) -> None:
    """`sent` is called in the transaction that marks a mail of this kind as sent."""
    _sent[kind] = sent


def check_of(kind: str) -> Check | None:
    return _find(_checks, kind)


def composer_of(kind: str) -> Compose | None:
    return _find(_composers, kind)


def composed_kinds() -> Q:
    """Mail that can be made anew."""
    exact = [name for name in _composers if not name.endswith(".")]
    beginnings = (Q(kind__startswith=name) for name in _composers if name.endswith("."))
    return functools.reduce(operator.or_, beginnings, Q(kind__in=exact))


def sent_hook_of(kind: str) -> Sent | None:
    return _find(_sent, kind)


def _find(registered: dict[str, Any], kind: str) -> Any:
    if kind in registered:
        return registered[kind]
    fitting = [name for name in registered if name.endswith(".") and kind.startswith(name)]
    return registered[max(fitting, key=len)] if fitting else None
